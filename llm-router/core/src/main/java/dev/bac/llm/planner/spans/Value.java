package dev.bac.llm.planner.spans;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;

/** What a piece of a sentence means. */
public sealed interface Value {

    /** The kinds of pieces, for weighing them in a table. */
    enum Kind {
        COUNT,
        AMOUNT,
        PERCENT,
        DAYS,
        TIME,
        EMAIL,
        PHONE,
        LINK,
        CODE,
        NAME,
        QUOTED,
        FREE,
        PHRASE,
        SEVERAL,
        NUMBERS,
        CURRENCY
    }

    default Kind kind() {
        return switch (this) {
            case Count _ -> Kind.COUNT;
            case Amount _ -> Kind.AMOUNT;
            case Percent _ -> Kind.PERCENT;
            case Days _ -> Kind.DAYS;
            case Time _ -> Kind.TIME;
            case Email _ -> Kind.EMAIL;
            case Phone _ -> Kind.PHONE;
            case Link _ -> Kind.LINK;
            case Code _ -> Kind.CODE;
            case Name _ -> Kind.NAME;
            case Quoted _ -> Kind.QUOTED;
            case Free _ -> Kind.FREE;
            case Phrase _ -> Kind.PHRASE;
            case Several _ -> Kind.SEVERAL;
            case Numbers _ -> Kind.NUMBERS;
            case Currency _ -> Kind.CURRENCY;
        };
    }

    /** True for what stands for something particular: left over, it says that a tool does not fit. */
    default boolean telling() {
        return this instanceof Name
                || this instanceof Code
                || this instanceof Amount
                || this instanceof Email
                || this instanceof Phone;
    }

    /**
     * A plain number.
     *
     * @param unit the letters attached to it or the noun that follows, or nothing
     */
    record Count(BigDecimal number, String unit) implements Value {}

    /** @param currency ISO 4217, when one was named */
    record Amount(BigDecimal number, Optional<String> currency) implements Value {}

    /** @param number 8 for 8 % */
    record Percent(BigDecimal number) implements Value {}

    /** One day ({@code from} equals {@code to}) or a range of days, both ends included. */
    record Days(LocalDate from, LocalDate to) implements Value {
        public boolean single() {
            return from.equals(to);
        }
    }

    record Time(LocalTime time) implements Value {}

    record Email(String address) implements Value {}

    /** @param e164 such as {@code +442079460958} */
    record Phone(String e164) implements Value {}

    record Link(String url) implements Value {}

    /** A document number, item number or id. */
    record Code(String code) implements Value {}

    /** A run of capitalised words. */
    record Name(String name) implements Value {}

    record Quoted(String text) implements Value {}

    /** Words meant as they are: after a colon, or "saying …". */
    record Free(String text) implements Value {}

    /** A noun group without capital letters. */
    record Phrase(String text) implements Value {}

    /** Things joined by commas and "and". */
    record Several(List<String> items) implements Value {
        public Several {
            items = List.copyOf(items);
        }
    }

    record Numbers(List<BigDecimal> items) implements Value {
        public Numbers {
            items = List.copyOf(items);
        }
    }

    /** A currency named without an amount. */
    record Currency(String code) implements Value {}
}
