package dev.bac.mcp.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * After every test each company it opened keeps every rule of its domain. A module has it by {@code
 * junit.jupiter.extensions.autodetection.enabled=true} in its {@code junit-platform.properties}.
 */
public final class VerifiedAfterwards implements AfterEachCallback {
    @Override
    public void afterEach(ExtensionContext test) {
        boolean faulty = test.getTestMethod()
                .map(one -> one.isAnnotationPresent(LeavesFaults.class))
                .orElse(false);
        // Of a table of cases each fifth, to keep builds short.
        boolean passedBy = test.getUniqueId().matches(".*invocation:#\\d*[02-57-9]\\]");
        for (Optional<TestServer> company = TestServer.unverified();
                company.isPresent();
                company = TestServer.unverified()) {
            if (!faulty && !passedBy && test.getExecutionException().isEmpty()) {
                assertThat(company.get().findings())
                        .as("what verifying finds after %s", test.getDisplayName())
                        .isEmpty();
            }
        }
    }
}
