package dev.bac.messaging.vendor;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.jsonResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.http.Fault;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class TwilioVendorTest {
    /** Port 1 is nobody's; one that was free a moment ago may be the next test's. */
    private static final int CLOSED_PORT = 1;

    private static final String SID = "AC" + "0".repeat(32);
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private final WireMockServer twilio =
            new WireMockServer(options().dynamicPort().bindAddress("127.0.0.1"));
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();
    private final Outgoing message = new Outgoing(UUID.randomUUID(), "+4915123456789", null, "Bücher & 100 % = 5 €?");

    @BeforeEach
    void start() {
        twilio.start();
    }

    @AfterEach
    void stop() {
        twilio.stop();
        http.close();
    }

    private Vendor vendor(String base, String sender) {
        return new TwilioVendor(
                new TwilioAccount(URI.create(base), SID, "secret", sender, Duration.ofSeconds(5)), http);
    }

    private Submission submit() {
        return vendor(twilio.baseUrl(), "+14155552345").submit(message);
    }

    private void answers(String body, int status) {
        twilio.stubFor(post(anyUrl()).willReturn(jsonResponse(body, status)));
    }

    @Test
    void asksAsTheContractSays() {
        Path contract = Path.of(System.getProperty("bac.shared", ""), "data/messaging/twilio.openapi.json");
        assumeTrue(Files.exists(contract), "the reference data is not here");
        answers("{\"sid\":\"SM1\",\"status\":\"queued\"}", 201);

        submit();
        vendor(twilio.baseUrl(), "MG" + "a".repeat(32)).submit(message);

        for (var request : twilio.findAll(postRequestedFor(anyUrl()))) {
            assertThat(request.getUrl()).isEqualTo("/2010-04-01/Accounts/" + SID + "/Messages.json");
            assertThat(request.getHeader("Authorization"))
                    .isEqualTo("Basic "
                            + Base64.getEncoder().encodeToString((SID + ":secret").getBytes(StandardCharsets.UTF_8)));
            assertThat(problems(contract, form(request.getBodyAsString()))).isEmpty();
            assertThat(form(request.getBodyAsString()).path("Body").asString()).isEqualTo(message.body());
        }
    }

    @Test
    void theContractCheckBites() {
        Path contract = Path.of(System.getProperty("bac.shared", ""), "data/messaging/twilio.openapi.json");
        assumeTrue(Files.exists(contract), "the reference data is not here");

        assertThat(problems(contract, form("From=%2B14155552345&Body=x"))).isNotEmpty();
        assertThat(problems(contract, form("To=%2B1&MessagingServiceSid=wrong")))
                .isNotEmpty();
        assertThat(problems(contract, form("To=%2B1&Txt=unknown"))).isNotEmpty();
    }

    @Test
    void whatTwilioQueuedIsTakenAndHasNotLeft() {
        answers("{\"sid\":\"SM1\",\"status\":\"queued\"}", 201);

        assertThat(submit()).isEqualTo(new Submission.Taken("SM1", false));
    }

    @ParameterizedTest
    @CsvSource({
        "400, 21610, OptedOut",
        "400, 21211, Refused",
        "401, 20003, Unfit",
        "403, 30007, Refused",
        "429, 20429, Busy",
        "500, 30001, Unclear",
        "503, 20503, Unclear",
        "201, 0, Unclear",
    })
    void readsErrors(int status, int code, String outcome) {
        answers("{\"code\":" + code + ",\"message\":\"no\"}", status);

        assertThat(submit().getClass().getSimpleName()).isEqualTo(outcome);
    }

    @Test
    void waitsAsLongAsTwilioAsks() {
        twilio.stubFor(post(anyUrl()).willReturn(aResponse().withStatus(429).withHeader("Retry-After", "7")));

        assertThat(submit())
                .isEqualTo(
                        new Submission.Busy("Twilio refused it (429, code 0): no reason given", Duration.ofSeconds(7)));
    }

    @Test
    void silenceIsUnclear() {
        twilio.stubFor(
                post(anyUrl()).willReturn(aResponse().withFixedDelay(8000).withStatus(201)));

        assertThat(submit()).isInstanceOf(Submission.Unclear.class);
    }

    @Test
    void aBrokenAnswerIsUnclear() {
        twilio.stubFor(post(anyUrl()).willReturn(aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)));

        assertThat(submit()).isInstanceOf(Submission.Unclear.class);
    }

    @Test
    void anUnreachableVendorWasCertainlyNotAsked() {
        assertThat(vendor("http://127.0.0.1:" + CLOSED_PORT, "+14155552345").submit(message))
                .isInstanceOf(Submission.Busy.class);
    }

    private static ObjectNode form(String body) {
        var form = JSON.createObjectNode();
        for (String field : body.split("&")) {
            String[] pair = field.split("=", 2);
            form.put(pair[0], URLDecoder.decode(pair[1], StandardCharsets.UTF_8));
        }
        return form;
    }

    /** The request body's schema, closed, so that a misspelt field is found. */
    private static List<?> problems(Path contract, JsonNode form) {
        var schema = (ObjectNode) JSON.readTree(contract.toFile())
                .path("paths")
                .path("/2010-04-01/Accounts/{AccountSid}/Messages.json")
                .path("post")
                .path("requestBody")
                .path("content")
                .path("application/x-www-form-urlencoded")
                .path("schema");
        schema.put("additionalProperties", false);
        schema.path("properties").forEach(property -> ((ObjectNode) property).remove("$ref"));
        var registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);
        return registry.getSchema(schema).validate(form);
    }
}
