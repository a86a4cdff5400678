package dev.bac.crm.targetlist;

import de.siegmar.fastcsv.writer.CsvWriter;
import dev.bac.crm.table.Cell;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.store.Tx;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The tool that gives a list's people as the recipients of a campaign. */
final class RecipientsTool {
    private static final int MOST = 10_000;
    private final TargetLists lists;

    RecipientsTool(TargetLists lists) {
        this.lists = lists;
    }

    /** What {@code crm_list_recipients} takes. */
    public record RecipientsWanted(
            @Arg("The list, by id, number or name") String list,

            @Arg("How they are turned to: EMAIL takes their e-mail address, PHONE and MESSAGE their telephone")
            ContactWay way,

            @Arg("False to take in also those who never said yes or no, as for a message about their order") @Nullable Boolean agreedOnly,

            @Arg("Only those who stand so on the list, such as PLANNED for who was not written yet") @Nullable ListStatus status) {}

    /** What {@code crm_list_recipients} answers; {@code csv} is what a campaign takes. */
    public record Recipients(
            String summary, String csv, int recipients, int withoutAddress, int withoutConsent, int doubled)
            implements Told {}

    Tool<?, ?> tool() {
        return Tool.read(
                        "crm_list_recipients",
                        "List recipients",
                        "Gives the people of a target list as a table of recipients (to, name, first_name, company) for a"
                                + " campaign: without those who did not agree or have no address, each address once.",
                        RecipientsWanted.class,
                        Recipients.class,
                        this::recipients)
                .example(
                        "Give me the e-mail recipients of the list Spring fair",
                        new RecipientsWanted("Spring fair", ContactWay.EMAIL, null, null));
    }

    private Recipients recipients(Caller caller, Tx tx, RecipientsWanted given) {
        if (given.way() == ContactWay.POST) {
            throw ToolRefusal.invalid("way", "has no addresses here; give EMAIL, PHONE or MESSAGE");
        }
        var list = lists.named(tx, "list", given.list());
        var members = lists.members(tx, list, given.way(), given.status(), 0, MOST + 1);
        if (members.size() > MOST) {
            throw ToolRefusal.invalid("list", "holds more than %,d people; narrow its conditions".formatted(MOST));
        }
        boolean agreedOnly = !Boolean.FALSE.equals(given.agreedOnly());
        Set<String> addresses = new HashSet<>();
        int without = 0;
        int unwilling = 0;
        int doubled = 0;
        var out = new StringWriter();
        try (var csv = CsvWriter.builder().build(out)) {
            csv.writeRecord("to", "name", "first_name", "company");
            for (var one : members) {
                String to = given.way() == ContactWay.EMAIL ? one.email() : one.phone();
                if (Boolean.FALSE.equals(one.agreed()) || (agreedOnly && one.agreed() == null)) {
                    unwilling++;
                } else if (to == null) {
                    without++;
                } else if (!addresses.add(to.toLowerCase(Locale.ROOT))) {
                    doubled++;
                } else {
                    String first = one.name().split(" ", 2)[0];
                    // The address is read by a program: a quote before its + would make it another one.
                    csv.writeRecord(
                            to,
                            Cell.written(one.name()),
                            Cell.written(first),
                            Cell.written(one.company() == null ? "" : one.company()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new Recipients(
                "%s: %,d recipients; %,d did not agree, %,d have no address, %,d share another's."
                        .formatted(list.label(), addresses.size(), unwilling, without, doubled),
                out.toString(),
                addresses.size(),
                without,
                unwilling,
                doubled);
    }
}
