package dev.bac.provisioning;

import static org.assertj.core.api.Assertions.assertThat;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolInvocation;
import dev.bac.mcp.testing.TestServer;
import dev.bac.provisioning.preset.Presets;
import java.util.ArrayList;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class DomainRaceTest {
    private static final int RACERS = 16;

    @Test
    void ofManyTenantsThatWantADomainAtOnceOneGetsIt() throws Exception {
        String domain = "shop" + System.nanoTime() + ".example.com";
        var racers = new ArrayList<Callable<Boolean>>();
        for (int i = 0; i < RACERS; i++) {
            var tenant = TestServer.of(ProvisioningServer.declare(Presets.load()));
            String other = i % 2 == 0 ? "\"a" + domain + "\"," : "";
            // The one half names a second domain first: whoever loses one of them has neither.
            String asked =
                    "{\"businessName\":\"Shop\",\"industry\":\"retail\",\"country\":\"KE\",\"domains\":[%s\"%s\"]}"
                            .formatted(other, domain);
            racers.add(() -> won(tenant, asked));
        }
        int winners = 0;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var racer : threads.invokeAll(racers)) {
                winners += racer.get() ? 1 : 0;
            }
        }
        assertThat(winners).isEqualTo(1);
    }

    private static boolean won(TestServer tenant, String asked) {
        return switch (tenant.call("provisioning_business_activate", asked)) {
            case ToolAnswer.Refused refused -> lost(refused);
            case ToolAnswer.Result result -> throw new AssertionError(result.text());
            case ToolAnswer.NeedsApproval needs -> {
                String grant = tenant.grant("provisioning_business_activate", needs.argumentsHash());
                var call = ToolInvocation.of("provisioning_business_activate", TestServer.parse(asked));
                yield !(tenant.call(call.granted(grant)) instanceof ToolAnswer.Refused refused) || lost(refused);
            }
        };
    }

    private static boolean lost(ToolAnswer.Refused refused) {
        assertThat(refused.code()).isEqualTo("conflict");
        assertThat(refused.text()).startsWith("domains[");
        return false;
    }
}
