"""The script only adds: it keeps typed text, sends once, waits for the network, and stays within the content policy."""

import re

import pytest
from playwright.sync_api import Error, expect

pytestmark = [pytest.mark.browser]


def stored(screen):
    return screen.evaluate("Object.keys(sessionStorage)")


def cookies(screen):
    return [cookie["name"] for cookie in screen.context.cookies() if cookie["name"].startswith("aangekomen-")]


def send(screen, words):
    screen.locator("#story").fill(words)
    screen.get_by_role("button", name="Bewaar").click(no_wait_after=True)


def test_the_gallery_runs_under_the_content_policy(screen):
    screen.goto("/beheer/onderdelen")

    assert screen.locator(".kw-errors").first.evaluate("element => element === document.activeElement")
    assert screen.locator("[data-print]").is_visible()


def test_a_menu_closes_with_escape_and_gives_the_focus_back(screen):
    screen.goto("/vertel")
    screen.locator(".kw-menu--person > summary").click()
    screen.keyboard.press("Escape")

    assert screen.locator(".kw-menu--person[open]").count() == 0
    assert screen.evaluate("document.activeElement.tagName") == "SUMMARY"


def test_a_password_can_be_seen_and_is_sent_as_a_password(screen):
    screen.goto("/vertel")
    screen.get_by_role("button", name="Laat zien").click()

    assert screen.locator("#password").get_attribute("type") == "text"
    screen.locator("form[data-keep]").evaluate("form => form.dispatchEvent(new Event('submit', {cancelable: true}))")
    assert screen.locator("#password").get_attribute("type") == "password"


def test_words_that_are_put_back_are_said_to_be_and_a_fresh_form_says_nothing(screen):
    screen.goto("/vertel")
    said = screen.get_by_text("We zetten terug wat je eerder typte.")
    fresh = said.count()
    screen.locator("#story").fill("De kapper stelde de vraag.")

    screen.reload()

    assert (fresh, said.count()) == (0, 1)


def test_typed_text_survives_leaving_the_page_and_ends_with_an_answer(screen):
    screen.goto("/vertel")
    screen.locator("#story").fill("De kapper stelde de vraag.")
    screen.locator("#password").fill("geheim")
    screen.get_by_label("Ik kom").check()
    screen.goto("/pagina/thanks")
    screen.goto("/vertel")

    assert screen.locator("#story").input_value() == "De kapper stelde de vraag."
    assert screen.get_by_label("Ik kom").is_checked()
    assert "geheim" not in screen.evaluate("JSON.stringify(sessionStorage)")
    screen.get_by_role("button", name="Bewaar").click()
    screen.wait_for_url("**/pagina/thanks")
    assert stored(screen) == []


def test_consent_never_comes_back_with_kept_text(screen):
    screen.goto("/vertel")
    screen.locator("#story").fill("Met een foto.")
    screen.get_by_label("Ik ga akkoord").check()
    screen.goto("/pagina/thanks")
    screen.goto("/vertel")

    assert screen.locator("#story").input_value() == "Met een foto."
    assert not screen.get_by_label("Ik ga akkoord").is_checked()


def test_typed_text_survives_an_ended_session(screen):
    screen.goto("/vertel")
    send(screen, "eerst inloggen")
    screen.wait_for_url("**/inloggen")
    screen.goto("/vertel")

    assert screen.locator("#story").input_value() == "eerst inloggen"


def test_typed_text_survives_a_server_that_is_away_and_a_walk_through_the_site(screen):
    screen.goto("/vertel")
    screen.route("**/vertel", lambda route: route.abort("connectionrefused"))
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"), screen.expect_navigation():
        send(screen, "De server was weg.")
    expect(screen).to_have_url(re.compile("^chrome-error:"))
    screen.goto("/pagina/thanks")
    screen.unroute("**/vertel")
    screen.goto("/vertel")

    assert screen.locator("#story").input_value() == "De server was weg."
    screen.get_by_role("button", name="Bewaar").click()
    screen.wait_for_url("**/pagina/thanks")
    assert stored(screen) == []


@pytest.mark.parametrize("status", [502, None])
def test_a_form_for_a_server_that_is_away_stays_and_says_that_the_text_is_kept(screen, status):
    screen.goto("/vertel")
    sent = []
    screen.on("request", lambda request: sent.append(request.url) if request.method == "POST" else None)
    screen.evaluate("() => { window.real = window.fetch }")
    screen.evaluate(
        "status => { window.fetch = async () => { if (!status) throw new TypeError(); return {status} } }", status
    )
    for _press in range(2):
        send(screen, "De server was weg.")
        expect(screen.locator("[data-offline]")).to_have_text(
            "Geen verbinding. Je tekst is bewaard op dit apparaat. Probeer het zo nog een keer."
        )
    refused = list(sent)
    screen.evaluate("() => { window.fetch = window.real }")
    screen.get_by_role("button", name="Bewaar").click()
    screen.wait_for_url("**/pagina/thanks")

    assert (refused, len(sent)) == ([], 1)
    assert stored(screen) == []


def test_a_form_is_sent_though_the_question_whether_the_server_is_there_is_refused(screen):
    screen.goto("/vertel")
    screen.evaluate("() => { window.fetch = () => new Promise(done => setTimeout(done, 50, {status: 403})) }")
    send(screen, "Toch.")

    screen.wait_for_url("**/pagina/thanks")


def test_typed_text_that_was_taken_is_forgotten_though_its_answer_never_came(screen):
    screen.goto("/vertel")
    with screen.expect_response("**/leeg"):
        send(screen, "antwoord weg")
    screen.goto("/vertel")

    assert screen.locator("#story").input_value() == ""
    assert (stored(screen), cookies(screen)) == ([], [])


def test_typed_text_that_was_refused_is_still_kept(screen):
    screen.goto("/vertel")
    with screen.expect_navigation():
        send(screen, "te kort")
    screen.goto("/pagina/thanks")
    screen.goto("/vertel")

    assert screen.locator("#story").input_value() == "te kort"


def test_each_tab_forgets_only_what_was_taken_from_it(screen):
    other = screen.context.new_page()
    for page in (screen, other):
        page.goto("/vertel")
        with page.expect_response("**/leeg"):
            send(page, "antwoord weg")
    known = len(cookies(screen))
    for page in (screen, other):
        page.goto("/vertel")

    assert known == 2
    assert [stored(page) for page in (screen, other)] == [[], []]
    assert cookies(screen) == []


def test_a_text_changed_after_it_was_sent_is_another_text(screen):
    screen.goto("/vertel")
    screen.route("**/vertel", lambda route: route.fulfill(status=204))
    with screen.expect_request("**/vertel"):
        send(screen, "Eerst dit.")
    ids = screen.locator("input[name=kept_id]")
    first = ids.input_value()
    screen.locator("#story").fill("En nu dit.")

    assert (len(first), ids.count()) == (32, 0)


def test_signing_out_forgets_what_was_typed(screen):
    screen.goto("/vertel")
    screen.locator("#story").fill("Van mij")
    screen.route("**/uitloggen", lambda route: route.fulfill(status=204))
    screen.locator(".kw-menu--person > summary").click()
    screen.locator(".kw-menu--person").get_by_role("button", name="Uitloggen").click()

    assert stored(screen) == []


def test_a_form_is_sent_once(screen):
    screen.goto("/vertel")
    screen.route("**/vertel", lambda route: route.fulfill(status=204))
    screen.evaluate("""window.sent = 0; document.addEventListener('submit', event => {
      if (!event.defaultPrevented) window.sent += 1 })""")
    button = screen.get_by_role("button", name="Bewaar")
    with screen.expect_request("**/vertel"):
        button.evaluate("button => setTimeout(() => { button.click(); button.click(); button.click(); })")

    assert screen.evaluate("window.sent") == 1
    assert (button.inner_text(), button.get_attribute("aria-busy")) == ("Bewaar", "true")
    screen.evaluate("window.dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
    assert button.get_attribute("aria-busy") is None


def test_without_a_network_the_page_waits_and_sends_by_itself(screen):
    screen.goto("/vertel")
    screen.locator("#story").fill("Onderweg in de trein")
    screen.context.set_offline(True)
    screen.get_by_role("button", name="Bewaar").click()

    assert "nog niet bewaard" in screen.get_by_role("status").last.inner_text()
    assert screen.url.endswith("/vertel")
    screen.context.set_offline(False)
    screen.wait_for_url("**/pagina/thanks")
