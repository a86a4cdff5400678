package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.orchestrator.testing.TestPlatform;
import java.util.ArrayDeque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page: whole, from this host alone, and tied down. */
class PageTest {
    private static final TestPlatform TEST = TestPlatform.shared();
    private static final Pattern LINKED =
            Pattern.compile("(?:src=|href=|from |import )\"(\\.{0,2}/[^\"]+\\.(?:js|mjs|css|svg))\"");

    @Test
    void servesEveryFileThatItNames() {
        Set<String> found = files();

        assertThat(found)
                .contains("/assets/app.js", "/assets/app.css")
                .anyMatch(path -> path.startsWith("/webjars/marked/"))
                .anyMatch(path -> path.startsWith("/webjars/dompurify/"));
        for (String path : found) {
            assertThat(TEST.nobody().get(path).status()).as(path).isEqualTo(200);
        }
    }

    /** Where a person goes to connect another client; nothing is loaded from there. */
    private static final List<String> FOLLOWED_BY_PEOPLE =
            List.of("https://claude.ai/settings/connectors", "https://chatgpt.com/#settings/Connectors");

    @Test
    void namesNoOtherHost() {
        for (String path : files()) {
            if (path.startsWith("/assets/")) {
                String text = TEST.nobody().get(path).http().body().replace("http://www.w3.org/", "");
                for (String followed : FOLLOWED_BY_PEOPLE) {
                    text = text.replace("link: \"" + followed, "");
                }
                assertThat(text).as(path).doesNotContainPattern("https?://[a-z0-9.-]+\\.[a-z]");
            }
        }
    }

    @Test
    void tellsTheBrowserWhatToRefuse() {
        var page = TEST.nobody().get("/");

        assertThat(page.header("Content-Type")).startsWith("text/html");
        assertThat(page.header("Content-Security-Policy"))
                .contains(
                        "default-src 'none'",
                        "script-src 'self'",
                        "connect-src 'self'",
                        "frame-ancestors 'none'",
                        "base-uri 'none'")
                .doesNotContain("unsafe", "*", "http:", "https:");
        assertThat(page.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(page.header("X-Frame-Options")).isEqualTo("DENY");
        assertThat(page.header("Referrer-Policy")).isEqualTo("no-referrer");
        assertThat(page.header("Server")).isEmpty();
        assertThat(page.http().body()).doesNotContainPattern("\\son[a-z]+=\"").doesNotContain("<style");
    }

    @Test
    void keepsAnswersOfTheApiOutOfCaches() {
        assertThat(TEST.clerk().get("/api/v1/me").header("Cache-Control")).isEqualTo("no-store");
    }

    /** The page and all it names, and all that those name. */
    private static Set<String> files() {
        var found = new LinkedHashSet<String>();
        var open = new ArrayDeque<>(Set.of("/"));
        while (!open.isEmpty()) {
            String path = open.pop();
            if (found.add(path) && !path.startsWith("/webjars/")) {
                LINKED.matcher(TEST.nobody().get(path).http().body())
                        .results()
                        .map(link ->
                                java.net.URI.create(path).resolve(link.group(1)).toString())
                        .forEach(open::add);
            }
        }
        return found;
    }
}
