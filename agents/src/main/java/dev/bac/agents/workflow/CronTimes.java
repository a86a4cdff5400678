package dev.bac.agents.workflow;

import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * The times of a schedule in Unix's five fields. In a zone with summer time a time that does not exist is passed over,
 * and one that exists twice is one time.
 */
public final class CronTimes {
    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final ExecutionTime times;

    private CronTimes(ExecutionTime times) {
        this.times = times;
    }

    /** {@link IllegalArgumentException} says what is wrong with it. */
    public static CronTimes of(String cron) {
        return new CronTimes(ExecutionTime.forCron(PARSER.parse(cron).validate()));
    }

    /** The first time after the given one, if there ever is one. */
    public Optional<Instant> after(Instant instant, ZoneId zone) {
        return times.nextExecution(instant.atZone(zone)).map(java.time.ZonedDateTime::toInstant);
    }

    /** The last time at or before the given one. */
    public Optional<Instant> atOrBefore(Instant instant, ZoneId zone) {
        return times.lastExecution(instant.plusSeconds(1).atZone(zone)).map(java.time.ZonedDateTime::toInstant);
    }
}
