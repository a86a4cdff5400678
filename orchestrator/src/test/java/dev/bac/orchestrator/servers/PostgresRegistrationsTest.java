package dev.bac.orchestrator.servers;

import dev.bac.orchestrator.testing.TestPlatform;
import dev.bac.tools.mcp.oauth.Registrations;
import dev.bac.tools.mcp.testing.RegistrationsContract;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.io.TempDir;

class PostgresRegistrationsTest extends RegistrationsContract {
    @TempDir
    private Path folder;

    @Override
    protected Registrations registrations() {
        return new PostgresRegistrations(
                TestPlatform.shared().platform().access().store(),
                SealingKey.of(folder, new SecureRandom()),
                Clock.systemUTC());
    }
}
