package dev.bac.crm.intake;

import dev.bac.crm.account.Account;
import dev.bac.crm.account.AccountStore;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.Numbers;
import dev.bac.mcp.ToolRefusal;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The accounts that rows name; one that is not there is added where the import may do that. */
final class Companies {
    private static final int LONGEST = 200;

    private final Tx tx;
    private final AccountStore accounts;
    private final boolean add;
    private final Consumer<UUID> added;
    private final Map<String, Object> known = new HashMap<>();

    /** @param added is told of each that was added, in the row's own savepoint */
    Companies(Tx tx, AccountStore accounts, boolean add, Consumer<UUID> added) {
        this.tx = tx;
        this.accounts = accounts;
        this.add = add;
        this.added = added;
    }

    /** The account of a row, by its number and name; null when it names none. */
    @Nullable Account of(Cells cells) {
        String number = Given.lineOrNull("accountNumber", cells.get("accountNumber"), LONGEST);
        String name = Given.lineOrNull("account", cells.get("account"), LONGEST);
        if (number == null) {
            return name == null ? null : named(name);
        }
        var found = accounts.byIdOrNumber(tx, number);
        if (found.isEmpty()) {
            throw ToolRefusal.notFound(
                    "accountNumber", "account", number, "Import the accounts first, or leave the column out.");
        }
        if (name != null && !Fold.core(name).equals(Fold.core(found.getFirst().name()))) {
            throw new ToolRefusal(
                    "conflict",
                    "accountNumber: " + found.getFirst().label() + " is not called \"" + name
                            + "\"; leave one of the two columns out");
        }
        return found.getFirst();
    }

    /** Each name is looked up once a step; one that is not there, or is several, is a problem of each of its rows. */
    private Account named(String name) {
        Object found = known.get(name);
        if (found == null) {
            found = look(name);
            if (found instanceof UUID id) {
                // A row that comes to nothing takes the company with it, so it is looked up again.
                return accounts.byId(tx, id);
            }
            known.put(name, found);
        }
        if (found instanceof ToolRefusal refusal) {
            throw refusal;
        }
        return (Account) found;
    }

    private Object look(String name) {
        if (add && accounts.byIdOrNumber(tx, name).isEmpty()) {
            Held.oneAtATime(tx, "convert");
            if (Fold.of(name).isEmpty()) {
                return ToolRefusal.invalid("account", "holds neither letter nor digit; give the company's name");
            }
            if (accounts.byCore(tx, name).isEmpty()) {
                var account = Account.named(tx.newId(), Numbers.ACC.next(tx), name, null, tx.now());
                accounts.create(tx, account);
                added.accept(account.id());
                return account.id();
            }
        }
        try {
            return accounts.named(tx, "account", name);
        } catch (ToolRefusal e) {
            return e;
        }
    }
}
