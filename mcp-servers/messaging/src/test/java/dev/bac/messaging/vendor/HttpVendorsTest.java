package dev.bac.messaging.vendor;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** Every vendor over real HTTP: what it is asked, and what its answers come to. */
class HttpVendorsTest extends VendorsOverHttp {
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
}
