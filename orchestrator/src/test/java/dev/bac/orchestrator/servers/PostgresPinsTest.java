package dev.bac.orchestrator.servers;

import dev.bac.identity.TenantId;
import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.tools.mcp.foreign.Pins;
import dev.bac.tools.mcp.testing.PinsContract;

class PostgresPinsTest extends PinsContract {
    private static final TestPlatform TEST = TestPlatform.shared();

    @Override
    protected Pins pins() {
        return new PostgresPins(TEST.platform().access().store());
    }

    @Override
    protected TenantId ours() {
        return TEST.ours().id();
    }

    @Override
    protected TenantId theirs() {
        return TEST.platform().access().companies().find("theirs").orElseThrow().id();
    }
}
