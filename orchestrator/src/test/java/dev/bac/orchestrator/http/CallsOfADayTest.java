package dev.bac.orchestrator.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.identity.Role;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.orchestrator.testing.Web;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** The calls of a day that a plan holds are one number for all doors. */
class CallsOfADayTest {
    private static final TestPlatform TEST = TestPlatform.shared();

    @Test
    void callsToTheModelsCountLikeCallsToTheApi() {
        var company = TestPlatform.company(
                TEST.platform(), "calls-" + UUID.randomUUID().toString().substring(0, 8));
        var access = TEST.platform().access();
        access.store().tenants().rule(company.id(), "{\"closed\":[],\"limits\":[{\"meter\":\"calls\",\"most\":3}]}");
        var member = access.members().enrol(company.id(), "ann", Set.of(Role.ADMIN));
        var web = new Web(TEST.platform().baseUrl(), Optional.of(TEST.key(member)));

        assertThat(web.get("/v1/models").status()).isEqualTo(200);
        assertThat(web.get("/api/v1/me").status()).isEqualTo(200);
        assertThat(web.get("/v1/models").status()).isEqualTo(200);

        var spent = web.get("/v1/models");
        assertThat(spent.status()).isEqualTo(429);
        assertThat(spent.http().body()).contains("calls_used_up");
        assertThat(web.get("/api/v1/me").problem()).isEqualTo("429 rate_limited");
    }
}
