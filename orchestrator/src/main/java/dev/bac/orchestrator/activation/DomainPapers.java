package dev.bac.orchestrator.activation;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.instance.OwnerOnly;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;

/**
 * What a person needs for a business's own domains, written into the data folder below {@code domains/<company>}: the DNS
 * records as a zone file reads them, and a certificate request with its key. Nothing outside is changed: the DNS and the
 * authority belong to others, and what is to be done there is said in so many words. Writing again changes nothing.
 */
final class DomainPapers {
    private static final int TTL = 3_600;

    private final Path folder;
    private final String address;

    /** @param address where this installation is reached */
    DomainPapers(Path folder, String address) {
        this.folder = folder.resolve("domains");
        this.address = address;
    }

    /** Writes them. @return what a person must do */
    String write(ActivationPlan plan) {
        if (plan.domains().isEmpty()) {
            return "No domain was asked for: the business is reached at " + address
                    + ". Nothing is to be done outside.";
        }
        var told = new ArrayList<String>();
        for (var domain : plan.domains()) {
            Path place = place(plan).resolve(domain.name());
            try {
                Files.createDirectories(place);
                write(place.resolve("zone.txt"), zone(domain));
                if (!Files.exists(place.resolve("request.csr"))) {
                    var request = CertificateRequest.of(domain.name());
                    write(place.resolve("key.pem"), request.key());
                    write(place.resolve("request.csr"), request.request());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            told.add(
                    "%s: a person must (1) enter the records of %s at the domain's DNS provider, (2) have %s signed by a"
                                    .formatted(domain.name(), place.resolve("zone.txt"), place.resolve("request.csr"))
                            + " certificate authority, (3) put the certificate with key.pem beside it on the proxy in front of "
                            + address + ". Until then it is not reached there.");
        }
        return String.join(" ", told);
    }

    /** Removes those of a company. */
    void remove(TenantId company) {
        Papers.remove(folder.resolve(company.toString()));
    }

    private Path place(ActivationPlan plan) {
        return folder.resolve(plan.business().toString());
    }

    private static void write(Path file, String text) throws IOException {
        OwnerOnly.write(file, text.getBytes(StandardCharsets.UTF_8));
    }

    private String zone(ActivationPlan.Domain domain) {
        String name = domain.name() + ".";
        String host = URI.create(address).getHost();
        var records = new ArrayList<String>();
        records.add("_bac-challenge." + name + " " + TTL + " IN TXT \"" + domain.challenge() + "\"");
        if (host.matches("[0-9.]+") || host.contains(":")) {
            var ip = InetAddress.ofLiteral(host.replace("[", "").replace("]", ""));
            String type = ip.getAddress().length == 4 ? "A" : "AAAA";
            records.add(name + " " + TTL + " IN " + type + " " + ip.getHostAddress());
            records.add(name + " " + TTL + " IN CAA 0 issue \"letsencrypt.org\"");
        } else {
            // An alias suffers no other record of its name (RFC 1034, 3.6.2).
            records.add(name + " " + TTL + " IN CNAME " + host + ".");
        }
        return String.join("\n", records) + "\n";
    }
}
