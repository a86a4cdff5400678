package dev.bac.finance;

import dev.bac.finance.allocation.CreditAllocateTool;
import dev.bac.finance.allocation.CreditRefundTool;
import dev.bac.finance.allocation.CreditUses;
import dev.bac.finance.bank.BankImportTool;
import dev.bac.finance.bank.BankListTool;
import dev.bac.finance.bank.BankMatchTool;
import dev.bac.finance.bill.BillCreateTool;
import dev.bac.finance.bill.BillGetTool;
import dev.bac.finance.bill.BillListTool;
import dev.bac.finance.bill.BillPayTool;
import dev.bac.finance.bill.BillStore;
import dev.bac.finance.budget.BudgetCopyTool;
import dev.bac.finance.budget.BudgetReportTool;
import dev.bac.finance.budget.BudgetSetTool;
import dev.bac.finance.close.PeriodLockTool;
import dev.bac.finance.close.RateSetTool;
import dev.bac.finance.close.RevalueTool;
import dev.bac.finance.close.YearCloseTool;
import dev.bac.finance.credit.CreditCreateTool;
import dev.bac.finance.credit.CreditStore;
import dev.bac.finance.document.DocumentGetTool;
import dev.bac.finance.document.DocumentImportTool;
import dev.bac.finance.goods.GoodsBillTool;
import dev.bac.finance.goods.GoodsCheckTool;
import dev.bac.finance.goods.GoodsClaimTool;
import dev.bac.finance.goods.GoodsCreditTool;
import dev.bac.finance.goods.GoodsDocumentsTool;
import dev.bac.finance.goods.GoodsInvoiceTool;
import dev.bac.finance.goods.GoodsPostTool;
import dev.bac.finance.invoice.InvoiceCreateTool;
import dev.bac.finance.invoice.InvoiceGetTool;
import dev.bac.finance.invoice.InvoiceListTool;
import dev.bac.finance.invoice.InvoiceStore;
import dev.bac.finance.journal.Journal;
import dev.bac.finance.journal.JournalPostTool;
import dev.bac.finance.journal.Numbers;
import dev.bac.finance.party.Parties;
import dev.bac.finance.party.PartyPutTool;
import dev.bac.finance.party.SupplierSaveTool;
import dev.bac.finance.payment.PaymentRecordTool;
import dev.bac.finance.payment.PaymentStore;
import dev.bac.finance.recurring.RecurringListTool;
import dev.bac.finance.recurring.RecurringRunTool;
import dev.bac.finance.recurring.RecurringSaveTool;
import dev.bac.finance.recurring.RecurringStore;
import dev.bac.finance.recurring.Writers;
import dev.bac.finance.report.Ageing;
import dev.bac.finance.report.AgeingTool;
import dev.bac.finance.report.BalanceGetTool;
import dev.bac.finance.report.PayablesAgeingTool;
import dev.bac.finance.report.RevenueReportTool;
import dev.bac.finance.report.StatementTool;
import dev.bac.finance.report.TrialBalanceTool;
import dev.bac.finance.setup.AccountTool;
import dev.bac.finance.setup.BankRuleTool;
import dev.bac.finance.setup.ChartTool;
import dev.bac.finance.setup.DimensionTool;
import dev.bac.finance.setup.TaxTool;
import dev.bac.finance.transfer.TransferEndTool;
import dev.bac.finance.transfer.TransferHoldTool;
import dev.bac.finance.transfer.Transfers;
import dev.bac.finance.verify.BooksVerifyTool;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.RecordResource;
import java.util.List;

/** The finance server as a declaration. */
public final class FinanceServer {
    private FinanceServer() {}

    /** All of finance's tools over one set of stores. */
    public static DomainServer declare() {
        var journal = new Journal();
        var numbers = new Numbers();
        var parties = new Parties();
        var invoices = new InvoiceStore(journal, numbers);
        var payments = new PaymentStore(journal, numbers);
        var bills = new BillStore(journal, numbers);
        var credits = new CreditStore(journal, numbers);
        var uses = new CreditUses(journal, numbers);
        var writers = new Writers(
                parties,
                new InvoiceCreateTool(parties, invoices),
                new BillCreateTool(parties, bills),
                new JournalPostTool(journal));
        var recurring = new RecurringStore(writers);
        var transfers = new Transfers(journal);
        return new DomainServer(
                        "finance",
                        "Finance",
                        "Invoices, payments, what customers owe, revenue and the general ledger. Customers are named by their name; "
                                + "amounts are decimal strings with an ISO currency; dates are days in the company's time zone. "
                                + "What is posted is never edited: correct it by a reversal.",
                        "dev/bac/finance/migrations",
                        List.of(
                                new InvoiceListTool(parties).tool(),
                                new InvoiceGetTool(invoices).tool(),
                                new InvoiceCreateTool(parties, invoices).tool(),
                                new PaymentRecordTool(parties, invoices, payments, credits).tool(),
                                new BalanceGetTool(parties).tool(),
                                new AgeingTool(parties, new Ageing()).tool(),
                                new RevenueReportTool(parties).tool(),
                                new TrialBalanceTool().tool(),
                                new JournalPostTool(journal).tool(),
                                new BillListTool(parties).tool(),
                                new BillGetTool(bills).tool(),
                                new BillCreateTool(parties, bills).tool(),
                                new BillPayTool(parties, bills, payments).tool(),
                                new CreditCreateTool(credits).tool(),
                                new PayablesAgeingTool(parties, new Ageing()).tool(),
                                new SupplierSaveTool(parties).tool(),
                                new StatementTool().tool(),
                                new PeriodLockTool().tool(),
                                new YearCloseTool(journal).tool(),
                                new RateSetTool().tool(),
                                new RevalueTool(journal).tool(),
                                new BooksVerifyTool().tool(),
                                new BankImportTool().tool(),
                                new BankListTool().tool(),
                                new BankMatchTool(payments, journal).tool(),
                                new BankRuleTool().tool(),
                                new DocumentGetTool(invoices).tool(),
                                new DocumentImportTool(parties, bills).tool(),
                                new AccountTool().tool(),
                                new TaxTool().tool(),
                                new DimensionTool().tool(),
                                new ChartTool().tool(),
                                new CreditAllocateTool(parties, uses).tool(),
                                new CreditRefundTool(parties, uses).tool(),
                                new TransferHoldTool(transfers).tool(),
                                new TransferEndTool(transfers).tool(),
                                new RecurringSaveTool(recurring, writers).tool(),
                                new RecurringListTool(recurring).tool(),
                                new RecurringRunTool(recurring).tool(),
                                new BudgetSetTool().tool(),
                                new BudgetCopyTool().tool(),
                                new BudgetReportTool().tool(),
                                new GoodsPostTool(journal).tool(),
                                new GoodsCheckTool().tool(),
                                new GoodsInvoiceTool(parties, invoices).tool(),
                                new GoodsCreditTool(credits).tool(),
                                new GoodsBillTool(parties, bills, journal).tool(),
                                new GoodsClaimTool(credits, journal).tool(),
                                new GoodsDocumentsTool().tool(),
                                new PartyPutTool(parties).tool()),
                        new FinanceLife(new Seeding(parties, invoices, payments, bills, journal)))
                .withResources(
                        new RecordResource(
                                        "finance://invoices/{id}",
                                        "invoice",
                                        "Invoice",
                                        "An invoice with its lines and payments",
                                        "finance_invoice_get",
                                        "invoice",
                                        null)
                                .listed("finance_invoice_list", "number", "customer", "status"),
                        new RecordResource(
                                "finance://documents/{id}",
                                "document",
                                "Invoice as PDF",
                                "An invoice as a PDF file, in base64",
                                "finance_document_get",
                                "invoice",
                                null),
                        new RecordResource(
                                        "finance://bills/{id}",
                                        "bill",
                                        "Bill",
                                        "A supplier's bill with its lines and payments",
                                        "finance_bill_get",
                                        "bill",
                                        null)
                                .listed("finance_bill_list", "number", "supplier", "status"),
                        new RecordResource(
                                "finance://customers/{id}/balance",
                                "balance",
                                "Balance",
                                "What a customer owes",
                                "finance_balance_get",
                                "customer",
                                null))
                .withPlaybooks("finance_month_close", "finance_dunning_round")
                .withSkills("month-close", "dunning-round")
                .withOnRequest(
                        "finance_setup",
                        "finance_year",
                        "finance_rate",
                        "finance_currency",
                        "finance_bank",
                        "finance_recurring",
                        "finance_budget",
                        "finance_goods",
                        "finance_credit",
                        "finance_transfer")
                .withLasting("finance_trial_balance", "finance_books_verify", "finance_statement_get");
    }
}
