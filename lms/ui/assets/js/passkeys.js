/*
 * Asks the browser to make or show a passkey and sends what it says with the form. Its own bundle: only the few pages
 * with such a form load it. Without it the form says that another way of signing in is needed.
 */
const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (c) => c.charCodeAt(0));
const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (list) => (list ?? []).map((each) => ({ ...each, id: toBytes(each.id) }));

async function make(options) {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    user: { ...options.user, id: toBytes(options.user.id) },
    excludeCredentials: withBytes(options.excludeCredentials),
  };
  const made = await navigator.credentials.create({ publicKey });
  return told(made, {
    attestationObject: toText(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
}

async function show(options) {
  const publicKey = {
    ...options,
    challenge: toBytes(options.challenge),
    allowCredentials: withBytes(options.allowCredentials),
  };
  const shown = await navigator.credentials.get({ publicKey });
  const { authenticatorData, signature, userHandle } = shown.response;
  return told(shown, {
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : null,
  });
}

const told = (credential, response) =>
  JSON.stringify({
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    clientExtensionResults: {},
    response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
  });

for (const form of document.querySelectorAll("form[data-passkey]")) {
  const field = form.elements.namedItem("credential");
  const sorry = document.getElementById(form.dataset.sorry);
  form.addEventListener("submit", async (event) => {
    if (field.value || !window.PublicKeyCredential) return;
    event.preventDefault();
    sorry.hidden = true;
    try {
      const ask = form.dataset.passkey === "make" ? make : show;
      field.value = await ask(JSON.parse(form.dataset.options));
      form.requestSubmit(event.submitter);
    } catch {
      sorry.hidden = false; /* stopped, took too long, or this device has none */
      sorry.focus();
    }
  });
}
