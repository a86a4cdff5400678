package dev.bac.mcp.serving;

import dev.bac.identity.Caller;
import dev.bac.identity.TokenIssuer;
import dev.bac.mcp.testing.TestServer;
import io.javalin.Javalin;
import java.io.IOException;
import java.time.Duration;
import java.util.UUID;

/**
 * The domain {@code notes} for real clients. {@code http} prints its address and a token; {@code stdio} speaks the
 * protocol. Run by {@code .ci/clients}.
 */
public final class NotesServer implements AutoCloseable {
    private final Javalin app;
    private final TestServer test;

    NotesServer(TestServer test) {
        this.test = test;
        this.app = Javalin.create(config -> {
                    config.concurrency.useVirtualThreads = true;
                    config.startup.showJavalinBanner = false;
                    config.jetty.modifyServletContextHandler(
                            context -> McpHttp.mount(context, test.server(), new ModernNotes.People()));
                })
                .start("127.0.0.1", 0);
    }

    public static void main(String[] arguments) throws IOException {
        var test = TestServer.of(ModernNotes.domain());
        if (arguments[0].equals("stdio")) {
            McpStdio.serve(test.server(), new ModernNotes.People(), test.caller(), System.in, System.out);
            System.exit(0);
        }
        var notes = new NotesServer(test);
        System.out.println("token " + notes.token(test.caller()));
        System.out.println(notes.url()); // Last: whoever waits for it reads the token at once.
    }

    String url() {
        return "http://127.0.0.1:" + app.port() + "/mcp/notes";
    }

    String token(Caller caller) {
        return issuer().mint(caller, TestServer.BASE_URL + "/mcp/notes", Duration.ofMinutes(5));
    }

    static TokenIssuer issuer() {
        return new TokenIssuer(TestServer.BASE_URL, () -> TestServer.KEYS, TestServer.CLOCK, UUID::randomUUID);
    }

    @Override
    public void close() {
        app.stop();
        test.server().close();
    }
}
