package dev.bac.orchestrator.platform;

import dev.bac.orchestrator.access.Companies;
import dev.bac.orchestrator.agent.AgentFolders;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the agents' files again and again, in a thread of its own: each process has its own data folder. */
final class AgentWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AgentWatch.class);
    private static final Duration OFTEN = Duration.ofSeconds(2);

    private final CountDownLatch closed = new CountDownLatch(1);

    private AgentWatch() {}

    static AgentWatch start(AgentFolders folders, Companies companies) {
        var watch = new AgentWatch();
        Thread.ofVirtual().name("agent-files").start(() -> watch.run(folders, companies));
        return watch;
    }

    private void run(AgentFolders folders, Companies companies) {
        try {
            do {
                look(folders, companies);
            } while (!closed.await(OFTEN.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(AgentFolders folders, Companies companies) {
        if (!folders.any()) {
            return;
        }
        try {
            companies.active().forEach(company -> folders.look(company.id(), company.slug()));
        } catch (RuntimeException e) {
            if (closed.getCount() > 0) {
                LOG.warn("agent files could not be looked at: {}", e.getClass().getSimpleName());
            }
        }
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
