package dev.bac.orchestrator.http;

import dev.bac.orchestrator.access.SignInLinks;
import dev.bac.orchestrator.approval.Approval;
import java.time.temporal.ChronoUnit;

/** The pages behind links: what will be done, and two buttons, or why a link does nothing. They work without scripts. */
final class DecisionPage {
    private static final String HEAD = """
            <!doctype html>
            <html lang="en">
              <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <meta name="color-scheme" content="light dark">
                <title>BAC: %s</title>
                <link rel="icon" href="/assets/icon.svg" type="image/svg+xml">
                <link rel="stylesheet" href="/assets/app.css">
                <link rel="stylesheet" href="/assets/consent.css">
              </head>
              <body>
                <main class="consent">
                  <p class="brand">BAC</p>
            """;
    private static final String FOOT = "</main></body></html>";

    private DecisionPage() {}

    /** @param person for whom the link decides */
    static String ask(Approval approval, String person, String token) {
        return HEAD.formatted("to be approved")
                + """
                <form method="post" action="/approve">
                  <h1>%s</h1>
                  <p>%s</p>
                  <dl class="facts">
                    <dt>Asked by</dt><dd>%s</dd>
                    <dt>At</dt><dd>%s</dd>
                    <dt>Tool</dt><dd>%s</dd>
                    <dt>Until</dt><dd>%s</dd>
                  </dl>
                  <pre>%s</pre>
                  <p class="quiet">You decide as %s. The link works once.</p>
                  <input type="hidden" name="token" value="%s">
                  <label for="reason">Reason (may be empty)</label>
                  <input id="reason" name="reason" maxlength="900">
                  <div class="decide">
                    <button name="decision" value="decline">Decline</button>
                    <button class="primary" name="decision" value="approve">Approve</button>
                  </div>
                </form>
                """.formatted(
                                escaped(approval.title()),
                                escaped(approval.text()),
                                escaped(approval.requestedName()),
                                approval.requestedAt().truncatedTo(ChronoUnit.SECONDS),
                                escaped(approval.tool()),
                                approval.expiresAt().truncatedTo(ChronoUnit.SECONDS),
                                escaped(approval.arguments().toPrettyString()),
                                escaped(person),
                                escaped(token))
                + FOOT;
    }

    /** @param title what came of it, or why nothing did */
    static String tell(String title, String detail) {
        return HEAD.formatted(escaped(title))
                + "<section><h1>%s</h1><p>%s</p></section>".formatted(escaped(title), escaped(detail))
                + FOOT;
    }

    /** A link to sign in that does no longer. */
    static String oldLink() {
        return HEAD.formatted("sign in") + """
                <section>
                  <h1>This link works no longer</h1>
                  <p>A sign-in link works once, for %d minutes, and this one was used or is too old.</p>
                  <p>For a new one, stop <code>./bac up</code> and start it again: it prints one. Or make a key with
                  <code>./bac keys create --user NAME</code>, or ask whoever runs BAC for one, and
                  <a href="/">sign in with the key</a>.</p>
                </section>
                """.formatted(SignInLinks.LIFE.toMinutes()) + FOOT;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("'", "&#39;")
                .replace("\"", "&quot;");
    }
}
