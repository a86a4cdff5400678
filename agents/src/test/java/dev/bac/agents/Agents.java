package dev.bac.agents;

import dev.bac.agents.format.AgentFile;
import dev.bac.prompts.PromptLibrary;

/** Small agents for tests. */
public final class Agents {
    private Agents() {}

    public static Agent read(String name, String rest) {
        return new AgentFile(PromptLibrary.shipped()).parse("""
                        apiVersion: bac/v1
                        kind: Agent
                        metadata: {name: %s, title: The %s, department: Test}
                        description: About %s
                        instructions: Be brief.
                        """.formatted(name, name, name) + rest, name + ".yaml");
    }

    /** May read stock and orders, move stock, create orders and write invoices. */
    public static Agent clerk(String more) {
        return read("clerk", """
                tools:
                  - server: erp
                    allow: [erp_stock_levels, erp_order_list, erp_stock_move, erp_order_create]
                    approval: {tools: [erp_order_create], when: "args.quantity > 100", approvers: [admin]}
                  - server: finance
                    allow: [finance_invoice_create]
                """ + more);
    }
}
