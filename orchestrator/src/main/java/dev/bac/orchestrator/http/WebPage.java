package dev.bac.orchestrator.http;

import io.javalin.config.JavalinConfig;
import io.javalin.http.staticfiles.Location;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The page and its parts, from the class path; its own inline scripts are let through by their digest. */
final class WebPage {
    private static final Pattern INLINE =
            Pattern.compile("<script(?![^>]*\\ssrc=)[^>]*>(.*?)</script>", Pattern.DOTALL);

    private WebPage() {}

    static void serve(JavalinConfig config) {
        config.staticFiles.enableWebjars();
        config.staticFiles.add(files -> {
            files.hostedPath = "/";
            files.directory = "/web";
            files.location = Location.CLASSPATH;
        });
    }

    /** Sources for the content security policy, such as {@code 'sha256-…'}; empty when the page has no inline script. */
    static String scriptHashes() {
        try (InputStream in = WebPage.class.getResourceAsStream("/web/index.html")) {
            if (in == null) {
                throw new IOException("the page is missing");
            }
            String html = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return INLINE.matcher(html)
                    .results()
                    .map(script -> "'sha256-" + sha256(script.group(1)) + "'")
                    .collect(Collectors.joining(" "));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
