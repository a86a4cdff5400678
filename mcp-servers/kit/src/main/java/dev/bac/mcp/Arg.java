package dev.bac.mcp;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Describes one component of an argument record for models. A component that may be left out is {@code @Nullable}. */
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.RECORD_COMPONENT, ElementType.FIELD})
public @interface Arg {

    /** What it means, with its unit and an example. */
    String value();

    /** JSON Schema format where the type does not say it: {@code email}, {@code phone}, {@code decimal}, {@code uri}. */
    String format() default "";

    /**
     * The kind of record it names: {@code account}, {@code invoice}, {@code item} … Such an argument takes the record's
     * id, its number or its unique name.
     */
    String ref() default "";

    /**
     * The most characters of a text, or entries of a list; 0 for the kit's own limits, 1,000 characters and 200
     * entries.
     */
    int longest() default 0;
}
