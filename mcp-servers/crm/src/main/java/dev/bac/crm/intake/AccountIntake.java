package dev.bac.crm.intake;

import dev.bac.crm.account.Account;
import dev.bac.crm.account.AccountStore;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.naming.Country;
import dev.bac.crm.naming.Email;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.Phone;
import dev.bac.crm.naming.RecordKind;
import dev.bac.crm.record.AccountSaveTool;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** Takes in accounts. One is known by its name, whatever its legal form. */
record AccountIntake(AccountStore accounts, ContactStore contacts) implements RecordIntake {
    private static final int LONGEST = 200;
    private static final Pattern WEB = Pattern.compile("^(?i:https?)://([^/?#]*).*$", Pattern.DOTALL);

    @Override
    public RecordKind kind() {
        return RecordKind.ACCOUNT;
    }

    @Override
    public List<UUID> like(RowContext context, Cells cells) {
        // Two imports at once, or an import and a conversion, must not add one company twice.
        Held.oneAtATime(context.tx(), "convert");
        return accounts.byCore(context.tx(), name(cells)).stream()
                .map(Account::id)
                .toList();
    }

    private static String name(Cells cells) {
        String name = Given.line("name", cells.get("name"), LONGEST);
        if (Fold.of(name).isEmpty()) {
            throw ToolRefusal.invalid("name", "holds neither letter nor digit; give the company's name");
        }
        return name;
    }

    @Override
    public UUID add(RowContext context, Cells cells, int number) {
        var tx = context.tx();
        var blank = new Account(
                tx.newId(), number, name(cells), null, null, null, null, null, null, null, Marks.none(), tx.now());
        var account = with(tx, blank, cells);
        accounts.create(tx, account);
        return account.id();
    }

    @Override
    public void change(RowContext context, UUID id, Cells cells) {
        var tx = context.tx();
        var old = accounts.lock(tx, id);
        var changed = with(tx, old, cells);
        accounts.update(tx, changed);
        if (!changed.name().equals(old.name())) {
            restored(tx, id, context.caller().name());
        }
    }

    /** Of a web site's address, the domain alone. */
    private static @Nullable String domain(@Nullable String given) {
        return given == null
                ? null
                : AccountSaveTool.domain("domain", WEB.matcher(given).replaceFirst("$1"));
    }

    private static Account with(Tx tx, Account old, Cells cells) {
        return new Account(
                old.id(),
                old.number(),
                cells.has("name") ? name(cells) : old.name(),
                or(Given.lineOrNull("industry", cells.get("industry"), 60), old.industry()),
                or(domain(cells.get("domain")), old.domain()),
                or(Email.normal("email", cells.get("email")), old.email()),
                or(Phone.e164("phone", cells.get("phone"), tx.settings().locale()), old.phone()),
                or(Given.lineOrNull("city", cells.get("city"), 80), old.city()),
                or(Country.code("country", cells.get("country")), old.country()),
                old.owner(),
                old.marks(),
                old.createdAt());
    }

    private static @Nullable String or(@Nullable String given, @Nullable String old) {
        return given == null ? old : given;
    }

    @Override
    public void restored(Tx tx, UUID id, String by) {
        contacts.follow(tx, id);
        accounts.publish(tx, "crm.account.renamed", accounts.byId(tx, id));
    }

    @Override
    public void removed(Tx tx, UUID id) {
        tx.publish(
                "crm.account.removed",
                id.toString(),
                JsonNodeFactory.instance.objectNode().put("account", id.toString()));
    }
}
