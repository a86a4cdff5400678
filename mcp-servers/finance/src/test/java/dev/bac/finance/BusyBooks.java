package dev.bac.finance;

import dev.bac.mcp.ToolAnswer;
import dev.bac.mcp.ToolJson;
import dev.bac.mcp.testing.Everything;
import dev.bac.mcp.testing.TestServer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Books with one of everything, and for each tool a call that is right in them, in an order in which all of them are. */
record BusyBooks(Books books, Map<String, String> right) {
    static final String NOTE = "0198c0de-1111-7000-8000-0000000000a1";
    static final String FREE = "0198c0de-1111-7000-8000-0000000000f%d";

    private static final String RIGHT = """
            finance_invoice_list|{"customer":"Acme","issuedFrom":"2026-01-01","issuedTo":"2026-03-01","dueFrom":"2026-01-01","dueTo":"2026-12-31","limit":5}
            finance_invoice_get|{"invoice":"INV-1001"}
            finance_invoice_create|{"customer":"Acme","lines":[{"description":"work","quantity":"2","unitPrice":"3.50"}],"tax":"VAT19","currency":"EUR","dueDate":"2026-05-01","issueDate":"2026-03-10","discountPercent":"2","discountDays":10,"costCenter":"WEST","project":"P1"}
            finance_invoice_extend|{"invoice":"INV-1001","dueDate":"2026-06-01","reason":"agreed"}
            finance_payment_record|{"invoice":"INV-1001","amount":"10","date":"2026-03-10","reference":"r","currency":"EUR"}
            finance_balance_get|{"customer":"Acme"}
            finance_receivables_ageing|{"customer":"Acme","asOf":"2026-03-01","currency":"EUR","limit":5}
            finance_revenue_report|{"customer":"Acme","from":"2026-01-01","to":"2026-03-01","currency":"EUR","limit":5}
            finance_trial_balance|{"asOf":"2026-03-01","currency":"EUR"}
            finance_bill_list|{"supplier":"DHL","dueFrom":"2026-01-01","dueTo":"2026-12-31","limit":5}
            finance_bill_get|{"bill":"BILL-1001"}
            finance_bill_create|{"supplier":"DHL","lines":[{"description":"freight","amount":"5","account":"Rent"}],"reference":"D-77","currency":"EUR","tax":"VAT19","billDate":"2026-03-10","dueDate":"2026-04-10","costCenter":"WEST","project":"P1"}
            finance_bill_pay|{"bill":"BILL-1001","amount":"5","date":"2026-03-10","reference":"r"}
            finance_payables_ageing|{"supplier":"DHL","asOf":"2026-03-01","currency":"EUR","limit":5}
            finance_supplier_save|{"name":"Elbe Freight","termsDays":20}
            finance_statement_get|{"kind":"profit_and_loss","from":"2026-01-01","to":"2026-03-01","costCenter":"WEST","project":"P1"}
            finance_rate_set|{"currency":"USD","rate":"0.93","date":"2026-03-10"}
            finance_bank_import|{"content":"Date,Amount,Text,Balance\\n2026-03-12,7.00,tip,67.00\\n","accountNumber":"DE1","ledgerAccount":"Bank","currency":"EUR","openingBalance":"60.00","closingBalance":"67.00"}
            finance_bank_list|{"limit":5}
            finance_bank_match|{"line":"LINE","account":"Other income"}
            finance_setup_bank_rule|{"contains":"account fee","account":"Rent"}
            finance_document_get|{"invoice":"INV-1001"}
            finance_document_import|{"content":CONTENT,"supplier":"DHL","account":"Rent"}
            finance_setup_account|{"code":"6150","name":"Cleaning","kind":"expense"}
            finance_setup_tax|{"code":"VAT7","name":"Reduced","parts":[{"name":"VAT","rate":"7"}]}
            finance_setup_dimension|{"kind":"project","code":"P2","name":"Second"}
            finance_setup_party|{"customer":"Acme","tax":"VAT19","termsDays":20}
            finance_party_put|{"id":"FREE1","name":"Initech"}
            finance_journal_post|{"debit":"Rent","credit":"Bank","amount":"3","currency":"EUR","description":"x","date":"2026-03-10","costCenter":"WEST","project":"P1"}
            finance_credit_allocate|{"customer":"Rocket Works North","document":"INV-1005","amount":"5","date":"2026-03-16"}
            finance_credit_refund|{"customer":"Rocket Works North","amount":"5","date":"2026-03-16","currency":"EUR","reference":"r"}
            finance_credit_create|{"invoice":"INV-1001","amount":"1.19","reason":"late","date":"2026-03-16"}
            finance_transfer_hold|{"debit":"Rent","credit":"Bank","amount":"4","description":"x","id":"FREE2","expiresInHours":4,"currency":"EUR"}
            finance_transfer_end|{"transfer":"TRANSFER","outcome":"post","amount":"2","date":"2026-03-16"}
            finance_recurring_save|{"name":"Hosting","kind":"invoice","every":"month","description":"hosting","party":"Acme","lines":[{"description":"host","quantity":"1","unitPrice":"5"}],"start":"2026-03-10","end":"2026-12-31","tax":"VAT19","dueInDays":14,"costCenter":"WEST","project":"P1","dayOfMonth":10,"interval":1,"currency":"EUR"}
            finance_recurring_list|{"limit":5}
            finance_recurring_run|{"name":"Support","upTo":"2026-03-16"}
            finance_budget_set|{"rows":[{"account":"Rent","period":"2026-04","amount":"9","costCenter":"WEST","project":"P1"}]}
            finance_budget_copy|{"year":2027,"fromYear":2026,"percent":"105"}
            finance_budget_report|{"from":"2026-01","to":"2026-12","account":"Rent","costCenter":"WEST","project":"P1"}
            finance_goods_catch_up|{"stock":[{"currency":"EUR","value":"150.00"}],"position":"900:1","postings":[{"id":"POSTING","currency":"EUR","value":"100.00"}],"against":"opening","date":"2026-03-16"}
            finance_goods_post|{"posting":"FREE3","position":"800:1","event":"erp.stock.received","date":"2026-03-10","currency":"EUR","lines":[{"counterpart":"supplier","value":"9.00"}]}
            finance_goods_check|{"position":"900:1","older":[{"currency":"EUR","value":"0","count":0}],"postings":[{"id":"POSTING","currency":"EUR","value":"100.00"}]}
            finance_goods_invoice|{"note":"FREE4","number":"DN-2","customer":"Acme","date":"2026-03-10","currency":"EUR","lines":[{"description":"valve","quantity":"1","unitPrice":"100","net":"100"}],"tax":"VAT19"}
            finance_goods_credit|{"delivery":"NOTE","note":"FREE5","number":"RN-1","date":"2026-03-16","net":"50"}
            finance_goods_bill|{"bill":"FREE6","reference":"L-2","supplier":"DHLID","name":"DHL","description":"PO-1","date":"2026-03-10","currency":"EUR","net":"9","received":"9","tax":"VAT19"}
            finance_goods_claim|{"claim":"FREE7","bill":"NOTE","number":"RS-1","date":"2026-03-16","net":"10","received":"10"}
            finance_goods_documents|{"notes":["NOTE"]}
            finance_currency_revalue|{"asOf":"2026-03-15"}
            finance_year_close|{"yearEnd":"2025-12-31"}
            finance_period_lock|{"month":"2026-01","from":"2026-01","state":"soft"}
            """;

    static BusyBooks open() {
        return in(Books.open());
    }

    static BusyBooks in(Books books) {
        return in(books, Accounts.GENERAL);
    }

    /** What the accounts that the calls name are called in a chart. */
    record Accounts(String rent, String bank, String otherIncome) {
        static final Accounts GENERAL = new Accounts("Rent", "Bank", "Other income");

        String in(String json) {
            return json.replace("\"Rent\"", '"' + rent + '"')
                    .replace("\"Bank\"", '"' + bank + '"')
                    .replace("\"Other income\"", '"' + otherIncome + '"');
        }
    }

    static BusyBooks in(Books books, Accounts accounts) {
        var server = books.server();
        server.ok(
                "finance_setup_tax",
                "{\"code\":\"VAT19\",\"name\":\"VAT\",\"parts\":[{\"name\":\"VAT\",\"rate\":\"19\"}]}");
        server.ok("finance_setup_dimension", "{\"kind\":\"cost_center\",\"code\":\"WEST\",\"name\":\"West\"}");
        server.ok("finance_setup_dimension", "{\"kind\":\"project\",\"code\":\"P1\",\"name\":\"First\"}");
        server.ok("finance_budget_set", accounts.in("{\"account\":\"Rent\",\"period\":\"2026\",\"amount\":\"1200\"}"));
        books.invoice("Acme", "100", ",\"issueDate\":\"2026-01-05\",\"tax\":\"VAT19\"");
        books.invoice("Globex", "200", ",\"issueDate\":\"2026-02-10\",\"currency\":\"USD\"");
        books.invoice("Acme", "80", ",\"issueDate\":\"2025-12-05\"");
        books.invoice("Rocket Works North", "60", ",\"issueDate\":\"2026-02-05\"");
        server.approved(
                "finance_bill_create",
                "{\"supplier\":\"DHL\",\"amount\":\"70\",\"description\":\"x\",\"billDate\":\"2026-02-10\"}");
        books.pay("{\"customer\":\"Rocket Works North\",\"amount\":\"100\",\"date\":\"2026-02-20\"}");
        books.invoice("Rocket Works North", "30", ",\"issueDate\":\"2026-03-01\"");
        server.approved("finance_recurring_save", """
                {"name":"Support","kind":"invoice","every":"month","description":"support","party":"Acme","amount":"25","start":"2026-02-10"}
                """);
        var entry = server.approved(
                        "finance_journal_post",
                        accounts.in(
                                "{\"debit\":\"Rent\",\"credit\":\"Bank\",\"amount\":\"4\",\"description\":\"rent\",\"date\":\"2026-02-03\"}"))
                .at("/entry")
                .stringValue();
        server.approved(
                "finance_transfer_hold",
                accounts.in(
                                "{\"debit\":\"Rent\",\"credit\":\"Bank\",\"amount\":\"4\",\"description\":\"x\",\"id\":\"%s\"}")
                        .formatted(free(9)));
        server.ok(
                "finance_bank_import",
                "{\"content\":\"Date,Amount,Text,Balance\\n2026-02-02,60.00,something,60.00\\n\",\"accountNumber\":\"DE1\"}");
        server.approved("finance_goods_post", """
                {"posting":"%s","position":"700:1","event":"erp.stock.received","date":"2026-02-20","currency":"EUR",\
                "lines":[{"counterpart":"supplier","value":"100.00"}]}""".formatted(NOTE));
        server.approved("finance_goods_invoice", """
                {"note":"%s","number":"DN-1","customer":"Acme","date":"2026-02-20","currency":"EUR",\
                "lines":[{"description":"valve","quantity":"1","unitPrice":"100","net":"100"}]}""".formatted(NOTE));
        server.approved("finance_goods_bill", """
                {"bill":"%s","reference":"L-1","supplier":"%s","name":"DHL","description":"PO-1","date":"2026-02-20",\
                "currency":"EUR","net":"100","received":"100"}""".formatted(NOTE, Books.id("dhl")));
        return new BusyBooks(books, right(books, entry, accounts));
    }

    private static Map<String, String> right(Books books, String entry, Accounts accounts) {
        var line = books.server().read(tx -> tx.sql()
                .createQuery("SELECT id::text FROM bank_line")
                .mapTo(String.class)
                .one());
        var invoice = new String(
                Base64.getDecoder()
                        .decode(books.server()
                                .ok("finance_document_get", "{\"invoice\":\"INV-1003\",\"format\":\"ubl\"}")
                                .at("/content")
                                .stringValue()),
                StandardCharsets.UTF_8);
        var all = new LinkedHashMap<String, String>();
        RIGHT.lines().forEach(one -> {
            var json = accounts.in(one.substring(one.indexOf('|') + 1))
                    .replace("LINE", line)
                    .replace("ENTRY", entry)
                    .replace("TRANSFER", free(9))
                    .replace("POSTING", NOTE)
                    .replace("\"NOTE\"", '"' + NOTE + '"')
                    .replace("DHLID", Books.id("dhl").toString())
                    .replace("CONTENT", ToolJson.mapper().writeValueAsString(invoice));
            for (int i = 1; i < 9; i++) {
                json = json.replace("FREE" + i, free(i));
            }
            all.put(one.substring(0, one.indexOf('|')), json);
        });
        return all;
    }

    private static String free(int number) {
        return FREE.formatted(number);
    }

    ObjectNode arguments(String tool) {
        return TestServer.parse(right.getOrDefault(tool, "{}"));
    }

    Map<String, ObjectNode> calls() {
        var calls = new LinkedHashMap<String, ObjectNode>();
        right.keySet().forEach(tool -> calls.put(tool, arguments(tool)));
        return calls;
    }

    /** What a call comes to, with a person's agreement when it asks for one. */
    ToolAnswer agreed(String tool) {
        return books.server().agreed(tool, arguments(tool));
    }

    String all() {
        return Everything.of(books.server());
    }
}
