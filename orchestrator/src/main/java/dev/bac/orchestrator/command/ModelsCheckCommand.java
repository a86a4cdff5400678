package dev.bac.orchestrator.command;

import dev.bac.llm.routing.Catalogue;
import dev.bac.llm.routing.check.CatalogueCheck;
import dev.bac.llm.routing.check.PriceList;
import dev.bac.orchestrator.command.instance.Failed;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code bac models check}: where the catalogue and another list of prices disagree. Ends with 1 when they do. */
@Command(
        name = "check",
        description = "Compare the catalogue with another list of prices, in the form of genai-prices' data.json.",
        mixinStandardHelpOptions = true)
final class ModelsCheckCommand implements Callable<Integer> {
    @Parameters(paramLabel = "FILE")
    private Path file = Path.of("");

    @Override
    public Integer call() {
        LocalDate today = LocalDate.now(Clock.systemUTC());
        CatalogueCheck.Report report;
        try {
            report = CatalogueCheck.compare(Catalogue.shipped(today), PriceList.read(file), today);
        } catch (IOException | IllegalArgumentException e) {
            throw new Failed(file + " cannot be compared: " + e.getMessage());
        }
        report.conflicts().forEach(System.out::println);
        report.decided()
                .forEach(one -> System.out.println(one.model() + " at " + one.at() + ": " + theirs(one)
                        + " there; ours stands, for " + one.why()));
        if (!report.unknown().isEmpty()) {
            System.out.println("not in the list: " + String.join(", ", report.unknown()));
        }
        System.out.printf(
                "%d figures agree, %d do not and are explained, %d do not%n",
                report.agreed(),
                report.decided().stream().mapToInt(one -> one.theirs().size()).sum(),
                report.conflicts().size());
        return report.conflicts().isEmpty() ? 0 : 1;
    }

    private static String theirs(Catalogue.Decided decided) {
        return decided.theirs().entrySet().stream()
                .map(figure -> figure.getKey() + " " + figure.getValue().toPlainString())
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
