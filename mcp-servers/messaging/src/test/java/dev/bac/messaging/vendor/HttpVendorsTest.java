package dev.bac.messaging.vendor;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.bac.messaging.content.ApprovedTemplate;
import dev.bac.messaging.content.Attachment;
import dev.bac.messaging.content.Content;
import dev.bac.messaging.content.Place;
import java.math.BigDecimal;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every vendor over real HTTP: what it is asked, and what its answers come to. */
class HttpVendorsTest {
    /** Port 1 is nobody's; one that was free a moment ago may be the next test's. */
    private static final int CLOSED_PORT = 1;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final WireMockServer SERVER =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private static final UUID ID = UUID.fromString("0198f0a2-0000-7000-8000-000000000001");
    private static final URI CALLBACK = URI.create("https://bac.example/webhooks/x/y?t=1&m=2");

    @BeforeAll
    static void start() {
        SERVER.start();
    }

    @AfterAll
    static void stop() {
        SERVER.stop();
        HTTP.close();
    }

    @BeforeEach
    void clean() {
        SERVER.resetAll();
    }

    private static Vendor vendor(String name, String base, Duration timeout) {
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

    private static Outgoing message(String vendor) {
        String to =
                switch (vendor) {
                    case "telegram" -> "telegram:987654321";
                    case "messenger" -> "messenger:25884159";
                    default -> "+254711223344";
                };
        return new Outgoing(ID, to, null, "Bücher & 100 % = 5 €? 你好", Optional.of(CALLBACK));
    }

    private static Submission submit(String vendor) {
        return vendor(vendor, SERVER.baseUrl(), Duration.ofSeconds(20)).submit(message(vendor));
    }

    private static void answers(int status, String body) {
        SERVER.stubFor(any(anyUrl()).willReturn(jsonResponse(body.replace('\'', '"'), status)));
    }

    private static LoggedRequest asked() {
        return SERVER.findAll(anyRequestedFor(anyUrl())).getFirst();
    }

    /** What each says when all is well, and the id it gives. */
    private static final Map<String, String> YES = Map.of(
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

    private static void saysYes(String vendor) {
        String yes = YES.getOrDefault(vendor, "");
        answers(Integer.parseInt(yes.substring(0, 3)), yes.substring(4));
    }

    @ParameterizedTest
    @MethodSource("names")
    void takesWhatTheVendorTook(String vendor) {
        saysYes(vendor);

        String id =
                switch (vendor) {
                    case "infobip" -> ID.toString();
                    case "telegram" -> "987654321:7";
                    default -> "SM1";
                };
        assertThat(submit(vendor)).isEqualTo(new Submission.Taken(id, vendor.equals("telegram")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "vonage|200|{'messages':[{'status':'1','error-text':'Throttled'}]}|Busy",
                "vonage|200|{'messages':[{'status':'4','error-text':'Bad Credentials'}]}|Unfit",
                "vonage|200|{'messages':[{'status':'6','error-text':'Invalid Message'}]}|Refused",
                "vonage|200|{'messages':[{'status':'7','error-text':'Number barred'}]}|Refused",
                "vonage|200|{'messages':[{'status':'9','error-text':'Quota'}]}|Unfit",
                "vonage|200|{'messages':[{'status':'5','error-text':'Internal'}]}|Unclear",
                "vonage|200|not json|Unclear",
                "vonage|429|{}|Busy",
                "vonage|503|{}|Unclear",
                "infobip|401|{'requestError':{'serviceException':{'messageId':'UNAUTHORIZED','text':'Invalid login'}}}|Unfit",
                "infobip|429|{}|Busy",
                "infobip|500|{}|Unclear",
                "infobip|400|{'requestError':{'serviceException':{'text':'Bad'}}}|Refused",
                "infobip|200|{'messages':[]}|Unclear",
                "africastalking|201|{'SMSMessageData':{'Recipients':[{'statusCode':403,'status':'InvalidPhoneNumber','messageId':'None'}]}}|Refused",
                "africastalking|201|{'SMSMessageData':{'Recipients':[{'statusCode':405,'status':'InsufficientBalance'}]}}|Unfit",
                "africastalking|201|{'SMSMessageData':{'Recipients':[{'statusCode':406,'status':'UserInBlacklist'}]}}|OptedOut",
                "africastalking|201|{'SMSMessageData':{'Recipients':[{'statusCode':407,'status':'CouldNotRoute'}]}}|Unfit",
                "africastalking|201|{'SMSMessageData':{'Recipients':[{'statusCode':500,'status':'InternalServerError'}]}}|Unclear",
                "africastalking|201|{'SMSMessageData':{'Message':'InvalidSenderId','Recipients':[]}}|Unfit",
                "whatsapp|400|{'error':{'code':130429,'message':'Rate limit hit'}}|Busy",
                "whatsapp|400|{'error':{'code':131056,'message':'pair rate limit'}}|Busy",
                "whatsapp|400|{'error':{'code':131047,'message':'Re-engagement message'}}|Refused",
                "whatsapp|400|{'error':{'code':131026,'message':'Undeliverable'}}|Refused",
                "whatsapp|401|{'error':{'code':190,'message':'Token expired'}}|Unfit",
                "whatsapp|404|{'error':{'code':132001,'message':'Template does not exist'}}|Refused",
                "whatsapp|400|{'error':{'code':131050,'message':'User has stopped marketing'}}|OptedOut",
                "whatsapp|500|{'error':{'code':131016,'message':'Service unavailable'}}|Unclear",
                "messenger|400|{'error':{'code':10,'message':'outside of allowed window'}}|Refused",
                "messenger|400|{'error':{'code':613,'message':'rate'}}|Busy",
                "messenger|400|{'error':{'code':551,'message':'not available'}}|Refused",
                "telegram|403|{'ok':false,'error_code':403,'description':'Forbidden: bot was blocked by the user'}|OptedOut",
                "telegram|400|{'ok':false,'error_code':400,'description':'Bad Request: chat not found'}|Refused",
                "telegram|401|{'ok':false,'error_code':401,'description':'Unauthorized'}|Unfit",
                "telegram|502|{}|Unclear",
            })
    void sortsRefusals(String vendor, int status, String body, String outcome) {
        answers(status, body);

        assertThat(submit(vendor).getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void telegramSaysHowLongTheWholeBotMustBeSilent() {
        answers(429, "{'ok':false,'error_code':429,'description':'Too Many Requests','parameters':{'retry_after':31}}");

        assertThat(submit("telegram")).isInstanceOfSatisfying(Submission.Busy.class, busy -> assertThat(busy.pause())
                .isEqualTo(Duration.ofSeconds(31)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"vonage", "infobip", "africastalking", "whatsapp", "messenger", "telegram"})
    void silenceAndABrokenAnswerAreUnclearAndAClosedPortIsNot(String name) {
        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));
        assertThat(submit(name)).isInstanceOf(Submission.Unclear.class);

        SERVER.stubFor(any(anyUrl()).willReturn(aResponse().withFixedDelay(3_000)));
        // Where the machine is too slow to connect in time nothing was sent, and it says so; then once more.
        var silent = vendor(name, SERVER.baseUrl(), Duration.ofMillis(200));
        Submission end = silent.submit(message(name));
        for (int i = 0; i < 20 && end instanceof Submission.Busy; i++) {
            end = silent.submit(message(name));
        }
        assertThat(end).isInstanceOf(Submission.Unclear.class);

        assertThat(vendor(name, "http://127.0.0.1:" + CLOSED_PORT, Duration.ofSeconds(20))
                        .submit(message(name)))
                .isInstanceOf(Submission.Busy.class);
    }

    @Test
    void asksVonageAsItsContractSays() {
        var contract = YAMLMapper.builder()
                .build()
                .readTree(data("vonage-sms.openapi.yaml").toFile());
        saysYes("vonage");
        submit("vonage");

        assertThat(asked().getUrl()).isEqualTo("/sms/json");
        var form = form(asked().getBodyAsString());
        assertThat(problems(contract.at("/components/schemas/NewMessage"), contract, form, true))
                .isEmpty();
        assertThat(form.path("to").asString()).isEqualTo("254711223344");
        assertThat(form.path("type").asString()).isEqualTo("unicode");
        assertThat(form.path("client-ref").asString()).isEqualTo(ID.toString());
        form.put("txt", "misspelt");
        assertThat(problems(contract.at("/components/schemas/NewMessage"), contract, form, true))
                .isNotEmpty();
    }

    @Test
    void asksWhatsAppAsItsContractSays() {
        var contract = YAMLMapper.builder()
                .build()
                .readTree(data("whatsapp-cloud.openapi.yaml").toFile());
        var text = contract.at("/components/schemas/TextMessage");
        // Its two halves each forbid the fields of the other; the names are compared below.
        ((ObjectNode) text.path("allOf").path(1)).remove("additionalProperties");
        saysYes("whatsapp");
        submit("whatsapp");

        assertThat(asked().getUrl()).isEqualTo("/v23.0/106540352242922/messages");
        assertThat(asked().getHeader("Authorization")).isEqualTo("Bearer tok");
        var body = (ObjectNode) JSON.readTree(asked().getBody());
        assertThat(problems(text, contract, body, false)).isEmpty();
        assertThat(contract.at("/components/schemas/BaseMessageProperties/properties")
                        .propertyNames())
                .containsAll(body.propertyNames().stream()
                        .filter(name -> !name.equals("text"))
                        .toList());
        body.put("type", "telegram");
        assertThat(problems(text, contract, body, false)).isNotEmpty();
    }

    @Test
    void asksTelegramAsItsContractSays() {
        var method = JSON.readTree(data("telegram-bot-api.json").toFile()).at("/methods/sendMessage/fields");
        saysYes("telegram");
        submit("telegram");

        assertThat(asked().getUrl()).isEqualTo("/bot123456:ABCdefGHIjkl_mno/sendMessage");
        var body = (ObjectNode) JSON.readTree(asked().getBody());
        for (JsonNode field : method) {
            assertThat(field.path("required").asBoolean()
                            && !body.has(field.path("name").asString()))
                    .as(field.path("name").asString())
                    .isFalse();
        }
        assertThat(method.valueStream().map(field -> field.path("name").asString()))
                .containsAll(body.propertyNames());
        assertThat(body.path("chat_id").isIntegralNumber()).isTrue();
    }

    private static Submission submit(String vendor, Content content) {
        var text = message(vendor);
        return vendor(vendor, SERVER.baseUrl(), Duration.ofSeconds(20))
                .submit(new Outgoing(ID, text.to(), null, content.told(), content, Optional.of(CALLBACK)));
    }

    private static final String LINK = "https://acme.example/map.png";

    private static List<Content> files() {
        return Stream.of(Attachment.Kind.values())
                .flatMap(kind -> Stream.of(
                        new Attachment(kind, LINK, null, null, null),
                        new Attachment(kind, null, "1013859600285441", null, null)))
                .map(file -> (Content) file)
                .toList();
    }

    static Stream<Content> contents() {
        var all = new java.util.ArrayList<>(files());
        all.add(new Attachment(Attachment.Kind.DOCUMENT, LINK, null, "Prices", "prices.pdf"));
        all.add(new Place(new BigDecimal("53.5436"), new BigDecimal("9.9886"), "Warehouse", "Am Sandtorkai 1"));
        all.add(new Place(new BigDecimal("-33.9"), new BigDecimal("18.4"), null, null));
        all.add(new ApprovedTemplate("hello_world", "en_US", null, List.of(), List.of()));
        all.add(new ApprovedTemplate(
                "order_ready",
                "de",
                new ApprovedTemplate.Header(null, new Attachment(Attachment.Kind.IMAGE, LINK, null, null, null)),
                List.of("Lena", "SO-1001"),
                List.of(
                        new ApprovedTemplate.Button(0, ApprovedTemplate.Button.Kind.REPLY, "SO-1001 taken"),
                        new ApprovedTemplate.Button(1, ApprovedTemplate.Button.Kind.URL, "so-1001"))));
        all.add(new ApprovedTemplate(
                "offer", "pt_BR", new ApprovedTemplate.Header("Abril", null), List.of("a"), List.of()));
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("contents")
    void asksWhatsAppForWhatIsNoTextAsItsContractSays(Content content) {
        var contract = whatsapp();
        saysYes("whatsapp");

        assertThat(submit("whatsapp", content)).isEqualTo(new Submission.Taken("SM1", false));

        var body = (ObjectNode) JSON.readTree(asked().getBody());
        String type = body.path("type").asString();
        var schema = contract.at(
                "/components/schemas/" + Character.toUpperCase(type.charAt(0)) + type.substring(1) + "Message");
        assertThat(problems(schema, contract, body, false)).isEmpty();
        assertThat(List.copyOf(body.propertyNames()))
                .containsExactlyInAnyOrder("messaging_product", "recipient_type", "to", "type", type);
        for (var component : body.at("/template/components")) {
            String kind = component.path("type").asString();
            var its = contract.at(
                    "/components/schemas/" + Character.toUpperCase(kind.charAt(0)) + kind.substring(1) + "Component");
            assertThat(problems(its, contract, component, false)).isEmpty();
        }
        body.remove(type);
        assertThat(problems(schema, contract, body, false)).isNotEmpty();
    }

    /** Its schema, without what contradicts itself and its own examples. */
    private static JsonNode whatsapp() {
        var contract = YAMLMapper.builder()
                .build()
                .readTree(data("whatsapp-cloud.openapi.yaml").toFile());
        for (var name : contract.at("/components/schemas").propertyNames()) {
            if (name.endsWith("Message")) {
                // Its two halves each forbid the fields of the other; the names are compared by the test.
                contract.at("/components/schemas/" + name).path("allOf").forEach(half -> ((ObjectNode) half)
                        .remove("additionalProperties"));
            }
        }
        // "Position index of the button (0-9)", says its text, and its example is 0.
        for (var index : List.of("TemplateComponent/properties/index", "ButtonComponent/allOf/1/properties/index")) {
            ((ObjectNode) contract.at("/components/schemas/" + index)).put("pattern", "^[0-9]$");
        }
        return contract;
    }

    @Test
    void fillsWhatsAppsTemplateInItsOrder() {
        saysYes("whatsapp");
        submit(
                "whatsapp",
                contents()
                        .filter(one -> one.told().contains("order_ready"))
                        .findFirst()
                        .orElseThrow());

        var template = JSON.readTree(asked().getBody()).path("template");
        assertThat(template.toString())
                .isEqualTo("{'name':'order_ready','language':{'policy':'deterministic','code':'de'},'components':["
                        .concat("{'type':'header','parameters':[{'type':'image','image':{'link':'" + LINK + "'}}]},")
                        .concat(
                                "{'type':'body','parameters':[{'type':'text','text':'Lena'},{'type':'text','text':'SO-1001'}]},")
                        .concat(
                                "{'type':'button','sub_type':'quick_reply','index':'0','parameters':[{'type':'payload','payload':'SO-1001 taken'}]},")
                        .concat(
                                "{'type':'button','sub_type':'url','index':'1','parameters':[{'type':'text','text':'so-1001'}]}]}")
                        .replace('\'', '"'));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void asksTelegramForWhatIsNoTextAsItsContractSays(Content content) {
        if (content instanceof ApprovedTemplate) {
            return;
        }
        saysYes("telegram");
        assertThat(submit("telegram", content)).isEqualTo(new Submission.Taken("987654321:7", true));

        String method = asked().getUrl().replaceFirst(".*/", "");
        var fields = JSON.readTree(data("telegram-bot-api.json").toFile()).at("/methods/" + method + "/fields");
        assertThat(fields.isEmpty()).as(method).isFalse();
        var body = (ObjectNode) JSON.readTree(asked().getBody());
        assertThat(fields.valueStream()
                        .filter(field -> field.path("required").asBoolean())
                        .map(field -> field.path("name").asString()))
                .allMatch(body::has);
        assertThat(fields.valueStream().map(field -> field.path("name").asString()))
                .containsAll(body.propertyNames());
    }

    @Test
    void givesMessengerAFileByItsAddressOrItsId() {
        saysYes("messenger");
        submit("messenger", new Attachment(Attachment.Kind.DOCUMENT, LINK, null, null, null));
        assertThat(JSON.readTree(asked().getBody()).at("/message/attachment").toString())
                .isEqualTo("{'type':'file','payload':{'url':'%s','is_reusable':false}}"
                        .formatted(LINK)
                        .replace('\'', '"'));
        SERVER.resetRequests();
        submit("messenger", new Attachment(Attachment.Kind.IMAGE, null, "1857777774821032", null, null));
        assertThat(JSON.readTree(asked().getBody()).at("/message/attachment").toString())
                .isEqualTo("{'type':'image','payload':{'attachment_id':'1857777774821032'}}".replace('\'', '"'));
    }

    @Test
    void asksInfobipForManyAtOnceUnderOurIds() {
        var other = UUID.fromString("0198f0a2-0000-7000-8000-000000000002");
        answers(
                200,
                "{'messages':[{'messageId':'" + other
                        + "','status':{'groupId':5,'groupName':'REJECTED','id':51,'name':'MISSING_TO'}},{'messageId':'"
                        + ID + "','status':{'groupId':1,'groupName':'PENDING','id':26}}]}");

        var ends = vendor("infobip", SERVER.baseUrl(), Duration.ofSeconds(20))
                .submitAll(List.of(message("infobip"), new Outgoing(other, "+254700000000", null, "x")));

        assertThat(ends.getFirst()).isEqualTo(new Submission.Taken(ID.toString(), false));
        assertThat(ends.getLast()).isInstanceOf(Submission.Unfit.class);
        assertThat(asked().getHeader("Authorization")).isEqualTo("App k");
        var first = JSON.readTree(asked().getBody()).path("messages").path(0);
        assertThat(first.at("/destinations/0/messageId").asString()).isEqualTo(ID.toString());
        assertThat(first.at("/destinations/0/to").asString()).isEqualTo("254711223344");
        assertThat(first.at("/content/text").asString()).startsWith("Bücher");
        assertThat(first.at("/webhooks/delivery/url").asString()).isEqualTo(CALLBACK.toString());
    }

    @Test
    void infobipsLogTellsWhatArrivedAndAFailingLogTellsNothing() {
        var vendor = vendor("infobip", SERVER.baseUrl(), Duration.ofSeconds(20));
        var other = UUID.fromString("0198f0a2-0000-7000-8000-000000000002");
        answers(200, "{'results':[{'messageId':'" + ID + "','status':{'groupId':3}}]}");
        assertThat(vendor.arrived(List.of(ID, other))).isEqualTo(Map.of(ID, true, other, false));

        answers(500, "{}");
        assertThat(vendor.arrived(List.of(ID, other))).isEmpty();
    }

    @Test
    void africasTalkingGetsOurIdAsItsKey() {
        saysYes("africastalking");
        submit("africastalking");

        assertThat(asked().getUrl()).isEqualTo("/version1/messaging");
        assertThat(asked().getHeader("apiKey")).isEqualTo("k");
        assertThat(asked().getHeader("Idempotency-Key")).isEqualTo(ID.toString());
        var form = form(asked().getBodyAsString());
        assertThat(List.copyOf(form.propertyNames())).containsExactly("username", "to", "message", "from");
        assertThat(form.path("to").asString()).isEqualTo("+254711223344");
    }

    @Test
    void messengerGetsAnAnswerWithinItsWindow() {
        saysYes("messenger");
        submit("messenger");

        assertThat(asked().getUrl()).isEqualTo("/v23.0/me/messages");
        var body = JSON.readTree(asked().getBody());
        assertThat(body.path("messaging_type").asString()).isEqualTo("RESPONSE");
        assertThat(body.at("/recipient/id").asString()).isEqualTo("25884159");
    }

    private static Path data(String file) {
        Path path = Path.of(System.getProperty("bac.shared", ""), "data/messaging", file);
        assumeTrue(Files.exists(path), "the reference data is not here");
        return path;
    }

    private static ObjectNode form(String body) {
        var form = JSON.createObjectNode();
        for (String field : body.split("&")) {
            String[] pair = field.split("=", 2);
            form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    /** @param closed true to find misspelt fields too */
    private static List<?> problems(JsonNode schema, JsonNode contract, JsonNode body, boolean closed) {
        var root = ((ObjectNode) schema).deepCopy();
        if (closed) {
            root.put("additionalProperties", false);
        }
        root.set("components", contract.path("components"));
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        return registry.getSchema(root).validate(body);
    }
}
