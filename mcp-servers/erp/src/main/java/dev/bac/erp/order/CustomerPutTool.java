package dev.bac.erp.order;

import dev.bac.identity.Caller;
import dev.bac.identity.Scope;
import dev.bac.mcp.Arg;
import dev.bac.mcp.Effect;
import dev.bac.mcp.Risk;
import dev.bac.mcp.Told;
import dev.bac.mcp.Tool;
import dev.bac.mcp.argument.Given;
import dev.bac.store.Tx;
import java.util.List;
import java.util.UUID;

/** Hidden tool that copies a CRM account here, so that it can order. */
public final class CustomerPutTool {
    private final Customers customers;

    public CustomerPutTool(Customers customers) {
        this.customers = customers;
    }

    /** What {@code erp_customer_put} takes. */
    public record CustomerPut(
            @Arg("The CRM account's id") UUID id,
            @Arg("Its name") String name) {}

    /** What {@code erp_customer_put} answers. */
    public record CustomerKnown(String summary, UUID id, String name) implements Told {}

    /** The tool. */
    public Tool<?, ?> tool() {
        return new Tool<>(
                "erp_customer_put",
                "Copy a customer",
                "Makes a CRM account known to ERP, or gives it its new name. For the platform's own workflows.",
                Effect.WRITE,
                Risk.NONE,
                Scope.PLATFORM_PROVISION.value(),
                true,
                CustomerPut.class,
                CustomerKnown.class,
                this::put,
                List.of());
    }

    private CustomerKnown put(Caller caller, Tx tx, CustomerPut given) {
        String name = Given.line("name", given.name(), 200);
        customers.put(tx, List.of(new Customers.Customer(given.id(), name)));
        return new CustomerKnown("ERP knows " + name + ".", given.id(), name);
    }
}
