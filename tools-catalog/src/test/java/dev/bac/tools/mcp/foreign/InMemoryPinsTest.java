package dev.bac.tools.mcp.foreign;

import dev.bac.identity.TenantId;
import dev.bac.tools.mcp.testing.PinsContract;
import java.util.UUID;

class InMemoryPinsTest extends PinsContract {
    private final Pins pins = new InMemoryPins();

    @Override
    protected Pins pins() {
        return pins;
    }

    @Override
    protected TenantId ours() {
        return new TenantId(new UUID(0, 1));
    }

    @Override
    protected TenantId theirs() {
        return new TenantId(new UUID(0, 2));
    }
}
