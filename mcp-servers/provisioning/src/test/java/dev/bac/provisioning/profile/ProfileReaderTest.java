package dev.bac.provisioning.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProfileReaderTest {
    private static final String GOOD = """
            {"business_name": "Medix", "industry": "pharmacy", "region": "Lagos", "currency": "NGN", "plan": "dedicated",
             "channels": ["whatsapp", "sms"], "features": {"pos": true, "campaigns": false},
             "domains": ["medix.example.com"], "payment_providers": ["paystack"], "compliance": ["patient-data"]}
            """;

    @Test
    void readsAFullProfile() {
        var outcome = ProfileReader.read(GOOD);

        assertThat(outcome.problems()).isEmpty();
        assertThat(Objects.requireNonNull(outcome.wanted()).channels())
                .containsExactly(BusinessChannel.WHATSAPP, BusinessChannel.SMS);
        assertThat(schemaAccepts(GOOD)).isTrue();
    }

    /** The upstream crashed on it. */
    @Test
    void aProfileWithoutADomainIsAProfile() {
        String plain = """
                {"business_name": "Medix", "industry": "pharmacy", "region": "Lagos", "currency": "NGN"}""";

        assertThat(ProfileReader.read(plain).problems()).isEmpty();
        assertThat(schemaAccepts(plain)).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "\"plan\": \"dedicated\"      | \"plan\": \"gold\"          | $.plan                | choose of shared, dedicated, clustered, global",
                "\"pos\": true                | \"pos\": \"yes\"            | $.features.pos        | write true to switch it on, false to switch it off",
                "\"pos\": true                | \"poss\": true              | $.features.poss       | did you mean pos?",
                "[\"whatsapp\", \"sms\"]      | \"sms\"                     | $.channels            | write it like",
                "[\"whatsapp\", \"sms\"]      | [\"whatsapp\", \"fax\"]     | $.channels[1]         | choose of web, email",
                "[\"whatsapp\", \"sms\"]      | [7]                         | $.channels[0]         | write the list like",
                "\"business_name\": \"Medix\" | \"business_nam\": \"Medix\" | $.business_nam        | did you mean business_name?",
                "\"business_name\": \"Medix\" | \"business_name\": 12       | $.business_name       | write it like",
                "\"business_name\": \"Medix\" | \"business_name\": \"\"     | $.business_name       | write it like",
                "\"currency\": \"NGN\"        | \"currency\": null          | $.currency            | write it like",
                "[\"medix.example.com\"]      | {\"a\": 1}                  | $.domains             | write it like",
            })
    void tellsWhereWhatIsWrongAndWhatToWrite(String right, String wrong, String path, String remedy) {
        String given = GOOD.replace(right, wrong);
        var outcome = ProfileReader.read(given);

        assertThat(outcome.wanted()).isNull();
        assertThat(outcome.problems()).anySatisfy(problem -> {
            assertThat(problem.path()).isEqualTo(path);
            assertThat(problem.remedy()).contains(remedy);
        });
        assertThat(schemaAccepts(given)).isFalse();
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        var outcome = ProfileReader.read("{\"plan\": 1, \"features\": [], \"colour\": \"red\"}");

        assertThat(outcome.problems())
                .extracting(ProfileReader.Problem::path)
                .containsExactlyInAnyOrder(
                        "$.colour", "$.business_name", "$.industry", "$.region", "$.currency", "$.plan", "$.features");
    }

    @Test
    void aMegabyteOfNestingIsOneProblemAndNoCrash() {
        String deep = "[".repeat(1 << 20);

        assertThat(ProfileReader.read(deep).problems()).hasSize(1).allSatisfy(problem -> {
            assertThat(problem.path()).isEqualTo("$");
            assertThat(problem.remedy()).contains("16 levels");
        });
        assertThat(ProfileReader.read("{\"features\":".repeat(100_000)).problems())
                .hasSize(1);
        assertThat(ProfileReader.read("").problems()).hasSize(1);
        assertThat(ProfileReader.read("[]").problems()).hasSize(1);
        var many = new StringBuilder("{");
        for (int i = 0; i < 1_000; i++) {
            many.append("\"k").append(i).append("\": 1,");
        }
        assertThat(ProfileReader.read(many.append("\"z\": 1}").toString()).problems())
                .hasSize(50);
    }

    private static boolean schemaAccepts(String profile) {
        var schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema(), InputFormat.JSON);
        return schema.validate(profile, InputFormat.JSON).isEmpty();
    }

    private static String schema() {
        try (InputStream in = Objects.requireNonNull(
                ProfileReader.class.getResourceAsStream("/dev/bac/provisioning/business-profile.schema.json"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
