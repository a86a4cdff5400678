package dev.bac.orchestrator.config;

import dev.bac.tools.Manifest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An MCP server of somebody else.
 *
 * @param name its tools are called {@code <name>_<tool>}
 * @param oauth a client id that its authorization server gave; empty to be registered or to describe ourselves
 * @param tenants short names of the companies that may use it; empty for all
 * @param manifest what its tools do, as an admin judges; without one each call needs approval
 * @param timeout longest that one request may take
 */
public record ForeignServerSettings(
        String name,
        Place place,
        Optional<OauthClient> oauth,
        List<String> tenants,
        Optional<Manifest> manifest,
        Duration timeout) {
    private static final Duration USUAL = Duration.ofSeconds(60);
    private static final String NAME = "[a-z][a-z0-9]{0,19}";
    private static final int MOST = 50;

    /** Names that mean something else where tools are named. */
    private static final Set<String> TAKEN = Set.of(
            "crm", "erp", "finance", "knowledge", "messaging", "provisioning", "platform", "handoff", "tools", "bac");

    /** Headers that are the connection's own. */
    private static final Set<String> OWN =
            Set.of("host", "content-length", "content-type", "connection", "upgrade", "expect", "accept", "cookie");

    public ForeignServerSettings {
        tenants = List.copyOf(tenants);
    }

    /** Where it runs. */
    public sealed interface Place {
        /** At an address; {@code headers} are secrets. */
        record Address(URI uri, Map<String, String> headers) implements Place {
            public Address {
                headers = Map.copyOf(headers);
            }

            @Override
            public String toString() {
                return "Address[" + uri + "]";
            }
        }

        /** As a program of this machine; {@code environment} holds secrets. */
        record Command(List<String> words, Map<String, String> environment) implements Place {
            public Command {
                words = List.copyOf(words);
                environment = Map.copyOf(environment);
            }

            @Override
            public String toString() {
                return "Command[" + words.getFirst() + " …]";
            }
        }
    }

    /**
     * What an authorization server knows us as.
     *
     * @param machine true when the token is the installation's own, with nobody agreeing to it
     */
    public record OauthClient(String id, Optional<String> secret, boolean machine) {
        @Override
        public String toString() {
            return "OauthClient[" + id + "]";
        }
    }

    /** Where it runs, for people: an address or a program, without a secret. */
    public String at() {
        return switch (place) {
            case Place.Address address -> address.uri().toString();
            case Place.Command command -> command.words().getFirst();
        };
    }

    static List<ForeignServerSettings> read(Section root) {
        var sections = root.sections("servers");
        var servers = new ArrayList<ForeignServerSettings>();
        for (var section : sections) {
            var server = one(section);
            if (servers.stream().anyMatch(other -> other.name().equals(server.name()))) {
                throw section.mistake("name", "is given to two servers; choose another for one of them");
            }
            servers.add(server);
        }
        if (servers.size() > MOST) {
            throw root.mistake("servers", "names more than " + MOST + " servers");
        }
        return List.copyOf(servers);
    }

    private static ForeignServerSettings one(Section section) {
        String name = section.required("name");
        if (!name.matches(NAME) || TAKEN.contains(name)) {
            throw section.mistake(
                    "name",
                    TAKEN.contains(name)
                            ? "is taken by BAC itself; choose another"
                            : "must be 1 to 20 small letters and digits, the first a letter, not \"" + name + "\"");
        }
        var read = new ForeignServerSettings(
                name,
                place(section),
                oauth(section.section("oauth")),
                section.texts("tenants"),
                section.text("manifest").map(file -> manifest(section, name, file)),
                section.duration("timeout", USUAL));
        if (read.oauth().isPresent()
                && !(read.place() instanceof Place.Address address
                        && address.headers().isEmpty())) {
            throw section.mistake("oauth", "is for a server with a url and without headers; leave one of them away");
        }
        section.done();
        return read;
    }

    private static Place place(Section section) {
        var url = section.text("url");
        var command = section.text("command");
        if (url.isPresent() == command.isPresent()) {
            throw section.mistake(
                    "name", "needs either \"url\", such as https://example.com/mcp, or \"command\", such as npx");
        }
        var headers = section.secrets("headers");
        var words = new ArrayList<>(section.texts("args"));
        var environment = section.variables("env");
        if (url.isPresent()) {
            if (!words.isEmpty() || !environment.isEmpty()) {
                throw section.mistake("url", "has no \"args\" and no \"env\"; those are for a \"command\"");
            }
            headers.keySet().stream()
                    .filter(ForeignServerSettings::isOurs)
                    .findFirst()
                    .ifPresent(wrong -> {
                        throw section.mistake(
                                "headers", "may not hold \"" + wrong + "\", which the connection sets itself");
                    });
            return new Place.Address(address(section, url.get()), headers);
        }
        if (!headers.isEmpty()) {
            throw section.mistake("headers", "are for a \"url\"; give a \"command\" its secrets by \"env\"");
        }
        words.addFirst(command.orElseThrow());
        return new Place.Command(words, environment);
    }

    private static boolean isOurs(String header) {
        var name = header.toLowerCase(java.util.Locale.ROOT);
        return OWN.contains(name) || name.startsWith("mcp-") || !name.matches("[a-z0-9-]+");
    }

    private static URI address(Section section, String text) {
        try {
            var uri = new URI(text);
            if (uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawFragment() == null
                    && !uri.getPath().isEmpty()
                    && List.of("http", "https").contains(uri.getScheme())) {
                return uri;
            }
        } catch (java.net.URISyntaxException e) {
            // Told below, like every other address that does not do.
        }
        throw section.mistake("url", "must be a whole address with a path, such as https://example.com/mcp");
    }

    private static Optional<OauthClient> oauth(Section section) {
        if (!section.given()) {
            return Optional.empty();
        }
        var secret = section.text("secret");
        var read = new OauthClient(section.required("client"), secret, section.flag("machine", false));
        if (read.machine() && secret.isEmpty()) {
            throw section.mistake("machine", "needs a \"secret\" that proves who we are");
        }
        section.done();
        return Optional.of(read);
    }

    private static Manifest manifest(Section section, String name, String file) {
        var path = section.beside(file);
        try {
            var read = Manifest.parse(Files.readString(path), path.toString());
            if (!read.server().equals(name)) {
                throw section.mistake("manifest", "is for the server " + read.server() + ", not for " + name);
            }
            read.tools().stream()
                    .filter(tool -> !tool.name().startsWith(name + "_"))
                    .findFirst()
                    .ifPresent(tool -> {
                        throw section.mistake(
                                "manifest",
                                "names the tool %s, which begins otherwise than %s_; ./bac servers manifest %s writes one"
                                        .formatted(tool.name(), name, name));
                    });
            return read;
        } catch (IOException e) {
            throw section.mistake(
                    "manifest", "cannot be read: " + path + "; ./bac servers manifest " + name + " writes one");
        } catch (IllegalArgumentException wrong) {
            throw section.mistake("manifest", "is refused: " + wrong.getMessage());
        }
    }
}
