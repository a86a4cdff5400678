package dev.bac.orchestrator.command.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * The same tool on the TypeScript SDK, in a process of its own and as that SDK's documentation serves it without
 * sessions: a server for each request. Nothing is downloaded: without Node 20 and the SDK there is none.
 */
record BareNodeServer(Process process, URI address) implements AutoCloseable {
    private static final String SDK = "@modelcontextprotocol/sdk";
    private static final int OLDEST_NODE = 20;

    private static final String SCRIPT = """
            import { createServer } from "node:http";
            import { pathToFileURL } from "node:url";
            const from = name => import(pathToFileURL(process.argv[1] + "/dist/esm/" + name));
            const { Server } = await from("server/index.js");
            const { StreamableHTTPServerTransport } = await from("server/streamableHttp.js");
            const { CallToolRequestSchema } = await from("types.js");
            const http = createServer(async (request, response) => {
              const server = new Server({ name: "bare", version: "1" }, { capabilities: { tools: {} } });
              server.setRequestHandler(CallToolRequestSchema, async () => ({ content: [{ type: "text", text: "constant" }] }));
              const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined, enableJsonResponse: true });
              response.on("close", () => { transport.close(); server.close(); });
              await server.connect(transport);
              await transport.handleRequest(request, response);
            });
            http.keepAliveTimeout = 600000;
            http.listen(0, "127.0.0.1", () => console.log(http.address().port));
            process.stdin.resume().on("end", () => process.exit());
            """;

    /** @param modules a folder {@code node_modules} that holds the SDK */
    static Optional<BareNodeServer> start(Path modules) throws IOException {
        Path sdk = modules.resolve(SDK).toAbsolutePath();
        if (!Files.isDirectory(sdk) || version() < OLDEST_NODE) {
            return Optional.empty();
        }
        Process process = new ProcessBuilder("node", "--input-type=module", "-e", SCRIPT, sdk.toString())
                .redirectError(Redirect.INHERIT)
                .start();
        String port = process.inputReader(UTF_8).readLine();
        if (port == null) {
            process.destroy();
            return Optional.empty();
        }
        return Optional.of(new BareNodeServer(process, URI.create("http://127.0.0.1:" + port + "/mcp")));
    }

    /** Node's major version; 0 when there is no Node. */
    private static int version() {
        try {
            Process node = new ProcessBuilder("node", "-p", "process.versions.node.split('.')[0]")
                    .redirectError(Redirect.DISCARD)
                    .start();
            String said = node.inputReader(UTF_8).readLine();
            return said == null || !said.matches("\\d{1,3}") ? 0 : Integer.parseInt(said);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroy();
    }
}
