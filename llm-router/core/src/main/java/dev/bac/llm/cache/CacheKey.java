package dev.bac.llm.cache;

import dev.bac.identity.TenantId;

/**
 * What an answer is kept under.
 *
 * @param tenant whose it is; a store never finds another's
 * @param digest SHA-256 of everything that changes the answer, in hexadecimal
 */
public record CacheKey(TenantId tenant, String digest) {}
