package dev.bac.store;

import java.time.ZoneId;
import java.util.Currency;
import java.util.Locale;

/**
 * What every domain knows of a tenant.
 *
 * @param name the company's name
 * @param currency its base currency
 * @param zone decides what "today" is
 * @param locale how its people write dates and numbers
 */
public record TenantSettings(String name, Currency currency, ZoneId zone, Locale locale) {}
