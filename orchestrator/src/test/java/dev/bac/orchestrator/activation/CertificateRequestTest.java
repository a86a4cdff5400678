package dev.bac.orchestrator.activation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** As the JDK's own keytool reads it, which also checks the signature. */
class CertificateRequestTest {

    @Test
    void isARequestForTheHostInSubjectAndAlternativeName(@TempDir Path folder) throws Exception {
        String told = read(folder, CertificateRequest.of("shop.example.com").request());

        assertThat(told)
                .contains("PKCS #10 Certificate Request", "CN=shop.example.com", "DNSName: shop.example.com")
                .contains("256-bit EC");
    }

    @Test
    void aHostTooLongForASubjectStandsInTheAlternativeNameAlone(@TempDir Path folder) throws Exception {
        String host = "a".repeat(60) + "." + "b".repeat(60) + ".example.com";

        String told = read(folder, CertificateRequest.of(host).request());

        assertThat(told).contains("DNSName: " + host).doesNotContain("CN=");
    }

    private static String read(Path folder, String request) throws IOException, InterruptedException {
        Path file = Files.writeString(folder.resolve("request.csr"), request);
        var process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-J-Duser.language=en",
                        "-printcertreq",
                        "-file",
                        file.toString())
                .redirectErrorStream(true)
                .start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(told).isZero();
        return told;
    }
}
