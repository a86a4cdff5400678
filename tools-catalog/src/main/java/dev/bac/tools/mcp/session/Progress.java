package dev.bac.tools.mcp.session;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * How far a call is.
 *
 * @param total empty when the server does not know
 */
public record Progress(String tool, BigDecimal done, Optional<BigDecimal> total, Optional<String> message) {}
