package dev.bac.agents.workflow;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.List;

/**
 * What expressions can do with amounts, which are decimal texts: {@code plus}, {@code minus}, {@code times},
 * {@code total(list)}, {@code rounded(amount, digits)} (half up) and {@code compare} (-1, 0, 1); and with days:
 * {@code plusDays}. All of it is exact and the same at every repetition.
 */
final class Decimals {
    private static final int MOST_DIGITS = 60;

    private Decimals() {}

    static List<CelFunctionDecl> declared() {
        return List.of(
                function("plus", SimpleType.STRING, 2),
                function("minus", SimpleType.STRING, 2),
                function("times", SimpleType.STRING, 2),
                function("total", SimpleType.STRING, 1),
                function("rounded", SimpleType.STRING, 2),
                function("compare", SimpleType.INT, 2),
                function("plusDays", SimpleType.STRING, 2));
    }

    static List<CelFunctionBinding> bound() {
        return List.of(
                CelFunctionBinding.from("plus_2", Object.class, Object.class, (a, b) -> text(of(a).add(of(b)))),
                CelFunctionBinding.from("minus_2", Object.class, Object.class, (a, b) -> text(of(a).subtract(of(b)))),
                CelFunctionBinding.from("times_2", Object.class, Object.class, (a, b) -> text(of(a).multiply(of(b)))),
                CelFunctionBinding.from("total_1", Object.class, Decimals::total),
                CelFunctionBinding.from(
                        "rounded_2",
                        Object.class,
                        Object.class,
                        (a, digits) -> text(of(a).setScale(of(digits).intValueExact(), RoundingMode.HALF_UP))),
                CelFunctionBinding.from(
                        "compare_2", Object.class, Object.class, (a, b) -> (long) of(a).compareTo(of(b))),
                CelFunctionBinding.from(
                        "plusDays_2", Object.class, Object.class, (day, days) -> LocalDate.parse(String.valueOf(day))
                                .plusDays(of(days).longValueExact())
                                .toString()));
    }

    private static CelFunctionDecl function(String name, CelType result, int parameters) {
        var dynamic = java.util.Collections.nCopies(parameters, SimpleType.DYN);
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(name + "_" + parameters, result, List.copyOf(dynamic)));
    }

    private static Object total(Object list) {
        if (!(list instanceof List<?> amounts)) {
            throw new IllegalArgumentException("total() wants a list of amounts");
        }
        return text(amounts.stream().map(Decimals::of).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private static BigDecimal of(Object value) {
        var text = String.valueOf(value);
        if (text.length() > MOST_DIGITS || !text.matches("-?\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException("not an amount");
        }
        return new BigDecimal(text);
    }

    private static String text(BigDecimal number) {
        return number.toPlainString();
    }
}
