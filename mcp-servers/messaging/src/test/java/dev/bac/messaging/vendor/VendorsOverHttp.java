package dev.bac.messaging.vendor;

import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A vendor's place that is played over real HTTP, and what is asked there. */
abstract class VendorsOverHttp {
    /** Port 1 is nobody's; one that was free a moment ago may be the next test's. */
    static final int CLOSED_PORT = 1;

    static final JsonMapper JSON = JsonMapper.builder().build();
    static final WireMockServer SERVER =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    static final UUID ID = UUID.fromString("0198f0a2-0000-7000-8000-000000000001");
    static final URI CALLBACK = URI.create("https://bac.example/webhooks/x/y?t=1&m=2");

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
    }

    @BeforeEach
    void clean() {
        SERVER.resetAll();
    }

    static Vendor vendor(String name, String base, Duration timeout) {
        URI at = URI.create(base);
        return switch (name) {
            case "twilio" ->
                new TwilioVendor(new TwilioAccount(at, "AC" + "0".repeat(32), "secret", "+14155552345", timeout), HTTP);
            case "vonage" ->
                new VonageVendor(new VonageAccount(at, "abcd1234", "abcdef0123456789", "AcmeInc", timeout), HTTP);
            case "infobip" -> new InfobipVendor(new InfobipAccount(at, "k", "Acme", timeout, Duration.ZERO), HTTP);
            case "africastalking" ->
                new AfricasTalkingVendor(new AfricasTalkingAccount(at, "acme", "k", "ACME", timeout), HTTP);
            case "whatsapp" ->
                new WhatsAppVendor(new MetaAccount(at, "v23.0", "106540352242922", "tok", timeout), HTTP);
            case "messenger" -> new MessengerVendor(new MetaAccount(at, "v23.0", "me", "tok", timeout), HTTP);
            case "telegram" -> new TelegramVendor(new TelegramAccount(at, "123456:ABCdefGHIjkl_mno", timeout), HTTP);
            default -> throw new IllegalArgumentException(name);
        };
    }

    static Outgoing message(String vendor) {
        String to =
                switch (vendor) {
                    case "telegram" -> "telegram:987654321";
                    case "messenger" -> "messenger:25884159";
                    default -> "+254711223344";
                };
        return new Outgoing(ID, to, null, "Bücher & 100 % = 5 €? 你好", Optional.of(CALLBACK));
    }

    static Submission submit(String vendor) {
        return vendor(vendor, SERVER.baseUrl(), Duration.ofSeconds(20)).submit(message(vendor));
    }

    static void answers(int status, String body) {
        SERVER.stubFor(any(anyUrl()).willReturn(jsonResponse(body.replace('\'', '"'), status)));
    }

    static LoggedRequest asked() {
        return SERVER.findAll(anyRequestedFor(anyUrl())).getFirst();
    }

    /** What each says when all is well, and the id it gives. */
    static final Map<String, String> YES = Map.of(
            "twilio", "201 {'sid':'SM1','status':'queued'}",
            "vonage", "200 {'message-count':'1','messages':[{'to':'254711223344','message-id':'SM1','status':'0'}]}",
            "infobip",
                    "200 {'bulkId':'b','messages':[{'messageId':'" + ID
                            + "','status':{'groupId':1,'groupName':'PENDING','id':26,'name':'PENDING_ACCEPTED'},'destination':'254711223344'}]}",
            "africastalking",
                    "201 {'SMSMessageData':{'Message':'Sent to 1/1 Total Cost: KES 0.8000','Recipients':[{'statusCode':101,'number':'+254711223344','status':'Success','cost':'KES 0.8000','messageId':'SM1'}]}}",
            "whatsapp",
                    "200 {'messaging_product':'whatsapp','contacts':[{'input':'x','wa_id':'x'}],'messages':[{'id':'SM1'}]}",
            "messenger", "200 {'recipient_id':'25884159','message_id':'SM1'}",
            "telegram", "200 {'ok':true,'result':{'message_id':7,'date':1,'chat':{'id':987654321,'type':'private'}}}");

    static Stream<String> names() {
        return YES.keySet().stream().sorted();
    }

    static void saysYes(String vendor) {
        String yes = YES.getOrDefault(vendor, "");
        answers(Integer.parseInt(yes.substring(0, 3)), yes.substring(4));
    }

    static Path data(String file) {
        Path path = Path.of(System.getProperty("bac.shared", ""), "data/messaging", file);
        assumeTrue(Files.exists(path), "the reference data is not here");
        return path;
    }

    static ObjectNode form(String body) {
        var form = JSON.createObjectNode();
        for (String field : body.split("&")) {
            String[] pair = field.split("=", 2);
            form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    /** @param closed true to find misspelt fields too */
    static List<?> problems(JsonNode schema, JsonNode contract, JsonNode body, boolean closed) {
        var root = ((ObjectNode) schema).deepCopy();
        if (closed) {
            root.put("additionalProperties", false);
        }
        root.set("components", contract.path("components"));
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        return registry.getSchema(root).validate(body);
    }
}
