package dev.bac.orchestrator.command.instance;

import dev.bac.orchestrator.demo.DemoCompany;
import dev.bac.orchestrator.platform.Demo;
import dev.bac.store.TenantSettings;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The demo company as the first start needs it. */
public final class Nordlicht implements Demo {
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
    private static final JsonMapper JSON = JsonMapper.shared();

    @Override
    public TenantSettings settings() {
        return new TenantSettings(DemoCompany.NAME, Currency.getInstance("EUR"), ZONE, Locale.ENGLISH);
    }

    @Override
    public List<Seeding> seeds(LocalDate today) {
        DemoCompany company = DemoCompany.on(today, ZONE);
        return List.of(
                new Seeding("crm", json(company.crm())),
                new Seeding("erp", json(company.erp())),
                new Seeding("finance", json(company.finance())),
                new Seeding("messaging", json(company.messaging())));
    }

    private static ObjectNode json(Record seed) {
        return JSON.valueToTree(seed);
    }
}
