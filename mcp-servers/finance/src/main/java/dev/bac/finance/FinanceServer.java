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
import dev.bac.finance.goods.GoodsCatchUpTool;
import dev.bac.finance.goods.GoodsCheckTool;
import dev.bac.finance.goods.GoodsClaimTool;
import dev.bac.finance.goods.GoodsCreditTool;
import dev.bac.finance.goods.GoodsDocumentsTool;
import dev.bac.finance.goods.GoodsInvoiceTool;
import dev.bac.finance.goods.GoodsPostTool;
import dev.bac.finance.invoice.InvoiceCreateTool;
import dev.bac.finance.invoice.InvoiceExtendTool;
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
import dev.bac.finance.setup.PartyTool;
import dev.bac.finance.setup.TaxTool;
import dev.bac.finance.transfer.TransferEndTool;
import dev.bac.finance.transfer.TransferHoldTool;
import dev.bac.finance.transfer.Transfers;
import dev.bac.finance.verify.BooksVerifyTool;
import dev.bac.mcp.DomainServer;
import dev.bac.mcp.RecordResource;
import dev.bac.mcp.Tool;
import java.util.ArrayList;
import java.util.List;

/** The finance server as a declaration. */
public final class FinanceServer {
    private FinanceServer() {}

    /** All of finance's tools over one set of stores. */
    public static DomainServer declare() {
        var books = Stores.open();
        var tools = new ArrayList<Tool<?, ?>>();
        tools.addAll(sales(books));
        tools.addAll(purchases(books));
        tools.addAll(ledger(books));
        tools.addAll(bankAndPaper(books));
        tools.addAll(setup(books));
        tools.addAll(creditsAndTransfers(books));
        tools.addAll(plans(books));
        tools.addAll(goods(books));
        return new DomainServer(
                        "finance",
                        "Finance",
                        "Invoices, payments, what customers owe, revenue and the general ledger. Customers are named by their name; "
                                + "amounts are decimal strings with an ISO currency; dates are days in the company's time zone. "
                                + "What is posted is never edited: correct it by a reversal.",
                        "dev/bac/finance/migrations",
                        tools,
                        new FinanceLife(new Seeding(
                                books.parties(), books.invoices(), books.payments(), books.bills(), books.journal())))
                .withResources(resources())
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

    private record Stores(
            Journal journal,
            Parties parties,
            InvoiceStore invoices,
            PaymentStore payments,
            BillStore bills,
            CreditStore credits,
            CreditUses uses) {
        static Stores open() {
            var journal = new Journal();
            var numbers = new Numbers();
            return new Stores(
                    journal,
                    new Parties(),
                    new InvoiceStore(journal, numbers),
                    new PaymentStore(journal, numbers),
                    new BillStore(journal, numbers),
                    new CreditStore(journal, numbers),
                    new CreditUses(journal, numbers));
        }
    }

    private static List<Tool<?, ?>> sales(Stores books) {
        return List.of(
                new InvoiceListTool(books.parties()).tool(),
                new InvoiceGetTool(books.invoices()).tool(),
                new InvoiceCreateTool(books.parties(), books.invoices()).tool(),
                new InvoiceExtendTool(books.invoices()).tool(),
                new PaymentRecordTool(books.parties(), books.invoices(), books.payments(), books.credits()).tool(),
                new BalanceGetTool(books.parties()).tool(),
                new AgeingTool(books.parties(), new Ageing()).tool(),
                new RevenueReportTool(books.parties()).tool(),
                new TrialBalanceTool().tool(),
                new JournalPostTool(books.journal()).tool());
    }

    private static List<Tool<?, ?>> purchases(Stores books) {
        return List.of(
                new BillListTool(books.parties()).tool(),
                new BillGetTool(books.bills()).tool(),
                new BillCreateTool(books.parties(), books.bills()).tool(),
                new BillPayTool(books.parties(), books.bills(), books.payments()).tool(),
                new CreditCreateTool(books.credits()).tool(),
                new PayablesAgeingTool(books.parties(), new Ageing()).tool(),
                new SupplierSaveTool(books.parties()).tool());
    }

    private static List<Tool<?, ?>> ledger(Stores books) {
        return List.of(
                new StatementTool().tool(),
                new PeriodLockTool().tool(),
                new YearCloseTool(books.journal()).tool(),
                new RateSetTool().tool(),
                new RevalueTool(books.journal()).tool(),
                new BooksVerifyTool().tool());
    }

    private static List<Tool<?, ?>> bankAndPaper(Stores books) {
        return List.of(
                new BankImportTool().tool(),
                new BankListTool().tool(),
                new BankMatchTool(books.payments(), books.journal()).tool(),
                new BankRuleTool().tool(),
                new DocumentGetTool(books.invoices()).tool(),
                new DocumentImportTool(books.parties(), books.bills()).tool());
    }

    private static List<Tool<?, ?>> setup(Stores books) {
        return List.of(
                new AccountTool().tool(),
                new TaxTool().tool(),
                new DimensionTool().tool(),
                new ChartTool().tool(),
                new PartyTool(books.parties()).tool());
    }

    private static List<Tool<?, ?>> creditsAndTransfers(Stores books) {
        var transfers = new Transfers(books.journal());
        return List.of(
                new CreditAllocateTool(books.parties(), books.uses()).tool(),
                new CreditRefundTool(books.parties(), books.uses()).tool(),
                new TransferHoldTool(transfers).tool(),
                new TransferEndTool(transfers).tool());
    }

    private static List<Tool<?, ?>> plans(Stores books) {
        var writers = new Writers(
                books.parties(),
                new InvoiceCreateTool(books.parties(), books.invoices()),
                new BillCreateTool(books.parties(), books.bills()),
                new JournalPostTool(books.journal()));
        var recurring = new RecurringStore(writers);
        return List.of(
                new RecurringSaveTool(recurring, writers).tool(),
                new RecurringListTool(recurring).tool(),
                new RecurringRunTool(recurring).tool(),
                new BudgetSetTool().tool(),
                new BudgetCopyTool().tool(),
                new BudgetReportTool().tool());
    }

    private static List<Tool<?, ?>> goods(Stores books) {
        return List.of(
                new GoodsPostTool(books.journal()).tool(),
                new GoodsCheckTool().tool(),
                new GoodsCatchUpTool(books.journal()).tool(),
                new GoodsInvoiceTool(books.parties(), books.invoices()).tool(),
                new GoodsCreditTool(books.credits()).tool(),
                new GoodsBillTool(books.parties(), books.bills(), books.journal()).tool(),
                new GoodsClaimTool(books.credits(), books.journal()).tool(),
                new GoodsDocumentsTool().tool(),
                new PartyPutTool(books.parties()).tool());
    }

    private static RecordResource[] resources() {
        return new RecordResource[] {
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
                    null)
        };
    }
}
