package dev.bac.erp.item;

import dev.bac.mcp.Arg;

/** What tells a variant from its sisters. */
public record Attribute(
        @Arg("Such as colour") String name,
        @Arg("Such as red") String value) {}
