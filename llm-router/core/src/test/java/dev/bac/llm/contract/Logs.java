package dev.bac.llm.contract;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Everything that is logged, at every level, by anyone but the mocked vendor, which does see the key. */
final class Logs {
    private Logs() {}

    static List<String> during(Runnable work) {
        var root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Level before = root.getLevel();
        var appender = new ListAppender<ILoggingEvent>();
        appender.start();
        root.detachAppender("out");
        root.addAppender(appender);
        root.setLevel(Level.TRACE);
        try {
            work.run();
        } finally {
            root.setLevel(before);
            root.detachAppender(appender);
        }
        return appender.list.stream()
                .filter(event -> !event.getLoggerName().contains("wiremock"))
                .map(event ->
                        event.getLoggerName() + " " + event.getFormattedMessage() + " " + event.getThrowableProxy())
                .toList();
    }
}
