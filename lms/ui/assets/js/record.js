/*
 * Speaking into a form: begin, stop, listen back, again. The recording becomes the file of the field beside it, so the form is
 * sent as any other. Without a microphone that field stays.
 */
const TYPES = ["audio/webm;codecs=opus", "audio/mp4", "audio/ogg;codecs=opus"];
const RATE = 32_000;
const type = window.MediaRecorder && TYPES.find((each) => MediaRecorder.isTypeSupported(each));

function prepare(box) {
  const part = (name) => box.querySelector(`[data-record-${name}]`);
  const [toggle, time, said, play, away] = ["toggle", "time", "said", "play", "away"].map(part);
  const file = box.querySelector("input[type=file]");
  const seconds = document.getElementById(box.dataset.seconds);
  const hint = time.textContent;
  const most = Number(box.dataset.most);
  let recorder = null;
  let waiting = null;

  const show = (blob, length) => {
    const chosen = new DataTransfer();
    if (blob) chosen.items.add(new File([blob], "opname", { type: blob.type }));
    file.files = chosen.files;
    seconds.value = blob ? length : "";
    if (play.src) URL.revokeObjectURL(play.src);
    if (blob) play.src = URL.createObjectURL(blob);
    else play.removeAttribute("src");
    play.hidden = away.hidden = !blob;
    said.textContent = blob ? box.dataset.done.replace("#", length) : "";
  };

  function follow(begun) {
    const gone = () => Math.min(most, Math.round((performance.now() - begun) / 1000));
    const tick = setInterval(() => {
      const left = most - gone();
      time.textContent = box.dataset.left.replace("#", left);
      if (left === 10) said.textContent = box.dataset.almost;
      if (left <= 0) recorder?.stop();
    }, 1000);
    return () => (clearInterval(tick), Math.max(1, gone()));
  }

  async function begin() {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
    const pieces = [];
    show(null);
    recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: RATE });
    const finish = follow(performance.now());
    recorder.addEventListener("dataavailable", ({ data }) => pieces.push(data));
    recorder.addEventListener("stop", () => {
      const length = finish();
      for (const track of stream.getTracks()) track.stop();
      toggle.setAttribute("aria-pressed", "false");
      time.textContent = hint;
      show(new Blob(pieces, { type: type.split(";")[0] }), length);
      recorder = null;
      waiting?.();
    });
    recorder.start();
    toggle.setAttribute("aria-pressed", "true");
    said.textContent = box.dataset.listening;
  }

  toggle.addEventListener("click", () => {
    if (recorder) return recorder.stop();
    return begin().catch(() => {
      said.textContent = box.dataset.denied;
      part("plain").hidden = false;
    });
  });
  away.addEventListener("click", () => (show(null), toggle.focus()));
  file.form.addEventListener(
    "submit",
    (event) => {
      if (!recorder) return;
      event.preventDefault();
      const { submitter } = event;
      waiting = () => file.form.requestSubmit(submitter);
      recorder.stop();
    },
    true,
  );
  part("live").hidden = false;
  part("plain").hidden = true;
}

if (type && navigator.mediaDevices) document.querySelectorAll("[data-record]").forEach(prepare);
