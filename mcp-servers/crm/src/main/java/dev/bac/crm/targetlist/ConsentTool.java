package dev.bac.crm.targetlist;

import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.record.AnyRecord;
import dev.bac.identity.Caller;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The tool that notes what somebody said to being turned to. */
final class ConsentTool {
    private final TargetLists lists;
    private final Consents consents = new Consents();
    private final AnyRecord.Stores records;

    ConsentTool(TargetLists lists, AnyRecord.Stores records) {
        this.lists = lists;
        this.records = records;
    }

    /** What {@code crm_list_consent} takes. */
    public record ConsentGiven(
            @Arg("The contact or lead, by id, number, e-mail or name")
            String person,

            @Arg("True when they agreed, false when they want it no more")
            boolean agreed,

            @Arg("The list it is about, by id, number or name; left out, all of them") @Nullable String list,

            @Arg("EMAIL, PHONE, MESSAGE or POST; left out, all of them") @Nullable ContactWay way,

            @Arg("Where they said so, such as a form, a call, a fair") @Nullable String source) {}

    /** What {@code crm_list_consent} answers. */
    public record ConsentNoted(String summary, String person, boolean agreed) implements Told {}

    Tool<?, ?> tool() {
        return Tool.write(
                        "crm_list_consent",
                        "Note a consent",
                        "Notes that a contact or lead agreed, or no longer agrees, to be written or called: for one target"
                                + " list or all, one channel or all. Who leaves all lists is on none. Messages sent by"
                                + " SMS or chat apps keep a consent of their own besides.",
                        Effect.WRITE,
                        Risk.NONE,
                        ConsentGiven.class,
                        ConsentNoted.class,
                        this::note)
                .example(
                        "Jane Doe does not want our e-mails any more",
                        new ConsentGiven("Jane Doe", false, null, ContactWay.EMAIL, null))
                .example(
                        "CON-1042 agreed to the list Spring fair on the phone",
                        new ConsentGiven("CON-1042", true, "Spring fair", null, "phone"));
    }

    private ConsentNoted note(Caller caller, Tx tx, ConsentGiven given) {
        var person = records.named(tx, "person", given.person());
        if (person.kind() != RecordKind.CONTACT && person.kind() != RecordKind.LEAD) {
            throw ToolRefusal.invalid("person", person.label() + " is no person; name a contact or lead");
        }
        String named = Given.lineOrNull("list", given.list(), 200);
        var list = named == null ? null : lists.named(tx, "list", named);
        consents.note(
                tx,
                new Consents.Said(
                        person.kind() == RecordKind.LEAD ? ListKind.LEAD : ListKind.CONTACT,
                        person.id(),
                        list == null ? null : list.id(),
                        given.way(),
                        given.agreed(),
                        Given.lineOrNull("source", given.source(), 200)),
                caller.name());
        String about = (given.way() == null ? "any contact" : given.way().name().toLowerCase(Locale.ROOT))
                + (list == null ? "" : " for " + list.label());
        return new ConsentNoted(
                "%s %s to %s.".formatted(person.label(), given.agreed() ? "agreed" : "no longer agrees", about),
                person.label(),
                given.agreed());
    }
}
