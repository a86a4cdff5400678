package dev.bac.tools.mcp.oauth;

import dev.bac.tools.mcp.testing.RegistrationsContract;

class InMemoryRegistrationsTest extends RegistrationsContract {
    private final Registrations registrations = Registrations.inMemory();

    @Override
    protected Registrations registrations() {
        return registrations;
    }
}
