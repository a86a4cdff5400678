package dev.bac.crm.record;

import dev.bac.crm.account.Account;
import dev.bac.crm.account.AccountStore;
import dev.bac.crm.account.AccountTools;
import dev.bac.crm.contact.ContactStore;
import dev.bac.crm.mark.Marks;
import dev.bac.crm.mark.Versions;
import dev.bac.crm.naming.Country;
import dev.bac.crm.naming.Email;
import dev.bac.crm.naming.Fold;
import dev.bac.crm.naming.Held;
import dev.bac.crm.naming.Numbers;
import dev.bac.crm.naming.Phone;
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
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The tool that adds and changes accounts. */
public final class AccountSaveTool {
    private static final Pattern DOMAIN = Pattern.compile("[\\p{L}\\p{N}-]{1,63}(\\.[\\p{L}\\p{N}-]{1,63})+");
    private final AccountStore accounts;
    private final ContactStore contacts;

    public AccountSaveTool(AccountStore accounts, ContactStore contacts) {
        this.accounts = accounts;
        this.contacts = contacts;
    }

    /** What {@code crm_account_save} takes. */
    public record AccountSave(
            @Arg(value = "The account to change, by id, number or name; left out, a new one is added", ref = "account")
            @Nullable String account,

            @Arg("The company's name; needed for a new account") @Nullable String name,

            @Arg("Its industry, such as retail") @Nullable String industry,

            @Arg("The domain of its web site and e-mail, such as acme.example") @Nullable String domain,

            @Arg(value = "E-mail address", format = "email") @Nullable String email,

            @Arg(value = "Telephone with + and the country's code", format = "phone") @Nullable String phone,

            @Arg("City") @Nullable String city,

            @Arg("Country, ISO 3166-1 alpha-2, such as DE") @Nullable String country,

            @Arg("The version you read; when the account has changed since, nothing is done") @Nullable Integer version) {}

    /** What {@code crm_account_save} answers. */
    public record AccountSaved(String summary, boolean added, AccountTools.AccountRow account) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return Tool.write(
                        "crm_account_save",
                        "Add or change an account",
                        "Adds a company as an account (a customer or prospect), or changes a known one's name, industry,"
                                + " domain, address, e-mail or telephone. What is left out stays. For people use"
                                + " crm_contact_save.",
                        Effect.WRITE,
                        Risk.NONE,
                        AccountSave.class,
                        AccountSaved.class,
                        this::save)
                .example(
                        "Add the company Lotus Trading in Hamburg as an account",
                        new AccountSave(null, "Lotus Trading", null, null, null, null, "Hamburg", null, null))
                .example(
                        "The account Hooli is in the software industry",
                        new AccountSave("Hooli", null, "software", null, null, null, null, null, null));
    }

    private AccountSaved save(Caller caller, Tx tx, AccountSave given) {
        String known = Given.lineOrNull("account", given.account(), 200);
        if (known == null) {
            return add(caller, tx, given);
        }
        var old = accounts.lock(tx, accounts.named(tx, "account", known).id());
        Versions.check(old.label(), old.marks().version(), given.version());
        var changed = with(tx, old, given);
        if (changed.equals(old)) {
            throw ToolRefusal.invalid("account", "nothing to change on " + old.label() + "; give a new value");
        }
        accounts.update(tx, changed);
        if (!changed.name().equals(old.name())) {
            contacts.follow(tx, old.id());
            accounts.publish(tx, "crm.account.renamed", changed);
        }
        var now = accounts.byId(tx, old.id());
        return new AccountSaved("Changed " + now.label() + ".", false, AccountTools.AccountRow.of(now));
    }

    /** A company that is there by that name, whatever its legal form, is not added again. */
    private AccountSaved add(Caller caller, Tx tx, AccountSave given) {
        // Two people adding one company at once, or converting a lead of it, must not make it two.
        Held.oneAtATime(tx, "convert");
        String name = Given.line("name", given.name(), 200);
        if (Fold.of(name).isEmpty()) {
            throw ToolRefusal.invalid("name", "holds neither letter nor digit; give the company's name");
        }
        accounts.byCore(tx, name).stream().findFirst().ifPresent(other -> {
            throw new ToolRefusal(
                    "conflict", "name: " + other.label() + " is there already; change that account instead");
        });
        var blank = new Account(
                tx.newId(), 0, name, null, null, null, null, null, null, caller.name(), Marks.none(), tx.now());
        var filled = with(tx, blank, given);
        var account = new Account(
                filled.id(),
                Numbers.ACC.next(tx),
                filled.name(),
                filled.industry(),
                filled.domain(),
                filled.email(),
                filled.phone(),
                filled.city(),
                filled.country(),
                filled.owner(),
                filled.marks(),
                filled.createdAt());
        accounts.create(tx, account);
        return new AccountSaved("Added " + account.label() + ".", true, AccountTools.AccountRow.of(account));
    }

    private static Account with(Tx tx, Account old, AccountSave given) {
        return new Account(
                old.id(),
                old.number(),
                given.name() == null ? old.name() : Given.line("name", given.name(), 200),
                or(Given.lineOrNull("industry", given.industry(), 60), old.industry()),
                or(domain("domain", given.domain()), old.domain()),
                or(Email.normal("email", given.email()), old.email()),
                or(Phone.e164("phone", given.phone(), tx.settings().locale()), old.phone()),
                or(Given.lineOrNull("city", given.city(), 80), old.city()),
                or(Country.code("country", given.country()), old.country()),
                old.owner(),
                old.marks(),
                old.createdAt());
    }

    /** A domain in lower case, or null when none was given. */
    public static @Nullable String domain(String field, @Nullable String given) {
        String text = Given.lineOrNull(field, given, 253);
        if (text != null && !DOMAIN.matcher(text).matches()) {
            throw ToolRefusal.invalid(field, "\"" + text + "\" is no domain; write it like acme.example");
        }
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static @Nullable String or(@Nullable String given, @Nullable String old) {
        return given == null ? old : given;
    }
}
