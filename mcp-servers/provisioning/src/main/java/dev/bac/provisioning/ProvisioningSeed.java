package dev.bac.provisioning;

/** Nothing: a company begins without businesses of its own making. */
public record ProvisioningSeed() {}
