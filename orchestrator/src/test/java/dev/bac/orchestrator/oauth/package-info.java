@NullMarked
package dev.bac.orchestrator.oauth;

import org.jspecify.annotations.NullMarked;
