package dev.bac.finance.bank;

import dev.bac.finance.xml.XmlNode;
import dev.bac.finance.xml.XmlNode.Malformed;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * ISO 20022 camt.053 statements of versions 2 to 13: what they have in common. Only booked entries count; the opening
 * balance is OPBD, or the PRCD of banks that give that instead.
 */
final class Camt053 {
    private Camt053() {}

    /** The statements of a file. */
    static List<BankStatement> read(String content) throws Malformed {
        var root = XmlNode.read(content.startsWith("\uFEFF") ? content.substring(1) : content);
        var statements = new ArrayList<BankStatement>();
        for (var statement : root.each("BkToCstmrStmt/Stmt").toList()) {
            statements.add(statement(statement).checked());
        }
        if (!root.name().equals("Document") || statements.isEmpty()) {
            throw new Malformed(root.line(), "BkToCstmrStmt/Stmt", "the file holds no camt.053 statement");
        }
        return statements;
    }

    private static BankStatement statement(XmlNode statement) throws Malformed {
        var number = statement
                .at("Acct/Id/IBAN")
                .or(() -> statement.at("Acct/Id/Othr/Id"))
                .map(XmlNode::text)
                .orElse("");
        if (number.isEmpty()) {
            throw new Malformed(statement.line(), "Acct/Id", "the statement names no account");
        }
        var opening = balance(statement, Set.of("OPBD", "PRCD"), "OPBD");
        var closing = balance(statement, Set.of("CLBD"), "CLBD");
        var currency = closing.at("Amt")
                .map(amount -> amount.attributes().getOrDefault("Ccy", ""))
                .orElse("");
        var lines = new ArrayList<BankStatement.Line>();
        for (var entry : statement.all("Ntry").toList()) {
            var status = entry.at("Sts/Cd")
                    .or(() -> entry.at("Sts"))
                    .map(XmlNode::text)
                    .orElse("");
            if (!status.equals("PDNG") && !status.equals("INFO")) {
                lines.add(entry(entry, currency));
            }
        }
        return new BankStatement(
                StatementFormat.CAMT053,
                number,
                currency,
                statement.textAt("Id"),
                amount(opening),
                amount(closing),
                day(closing, "Dt"),
                lines,
                closing.line());
    }

    private static XmlNode balance(XmlNode statement, Set<String> codes, String wanted) throws Malformed {
        var found = statement
                .all("Bal")
                .filter(one -> codes.contains(one.textAt("Tp/CdOrPrtry/Cd")))
                .toList();
        return found.stream()
                .filter(one -> one.textAt("Tp/CdOrPrtry/Cd").equals(wanted))
                .findFirst()
                .or(() -> found.stream().findFirst())
                .orElseThrow(() -> new Malformed(statement.line(), "Bal", "the statement has no balance " + wanted));
    }

    private static BankStatement.Line entry(XmlNode entry, String currency) throws Malformed {
        if (!entry.at("Amt")
                .map(one -> one.attributes().getOrDefault("Ccy", ""))
                .orElse("")
                .equals(currency)) {
            throw new Malformed(entry.line(), "Ntry/Amt", "is not in the statement's currency " + currency);
        }
        var amount = amount(entry);
        var details = entry.each("NtryDtls/TxDtls").toList();
        var text = Stream.concat(
                        details.stream()
                                .flatMap(one -> Stream.concat(
                                        one.each("RmtInf/Ustrd"), one.each("RmtInf/Strd/CdtrRefInf/Ref"))),
                        entry.all("AddtlNtryInf"))
                .map(XmlNode::text)
                .filter(one -> !one.isEmpty())
                .collect(Collectors.joining(" "));
        var side = amount.signum() > 0 ? "Dbtr" : "Cdtr";
        var party = details.stream()
                .flatMap(one -> Stream.concat(
                        one.each("RltdPties/%s/Nm".formatted(side)), one.each("RltdPties/%s/Pty/Nm".formatted(side))))
                .map(XmlNode::text)
                .distinct()
                .limit(2)
                .collect(Collectors.joining(", "));
        var reference = details.size() == 1
                        && !details.getFirst().textAt("Refs/EndToEndId").equals("NOTPROVIDED")
                ? details.getFirst().textAt("Refs/EndToEndId")
                : "";
        return new BankStatement.Line(
                day(entry, "BookgDt"),
                amount,
                party,
                text,
                reference.isEmpty() ? entry.textAt("AcctSvcrRef") : reference);
    }

    private static BigDecimal amount(XmlNode holder) throws Malformed {
        var given =
                holder.at("Amt").orElseThrow(() -> new Malformed(holder.line(), holder.name() + "/Amt", "is missing"));
        var sign = holder.textAt("CdtDbtInd");
        if (!given.text().matches("\\d{1,18}(\\.\\d{1,5})?")
                || !Set.of("CRDT", "DBIT").contains(sign)) {
            throw new Malformed(
                    given.line(),
                    holder.name() + (Set.of("CRDT", "DBIT").contains(sign) ? "/Amt" : "/CdtDbtInd"),
                    "\"%s\" \"%s\" is no amount with CRDT or DBIT".formatted(given.text(), sign));
        }
        var amount = new BigDecimal(given.text());
        return sign.equals("CRDT") ? amount : amount.negate();
    }

    private static LocalDate day(XmlNode holder, String field) throws Malformed {
        var text = holder.at(field + "/Dt")
                .or(() -> holder.at(field + "/DtTm"))
                .map(XmlNode::text)
                .orElse("");
        try {
            return LocalDate.parse(text.substring(0, Math.min(10, text.length())));
        } catch (DateTimeException e) {
            throw new Malformed(holder.line(), holder.name() + "/" + field, "\"%s\" is no day".formatted(text));
        }
    }
}
