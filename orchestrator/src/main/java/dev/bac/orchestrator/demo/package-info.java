/** The demo company: a European trading business of 24 months, the same for everybody but for its dates. */
@NullMarked
package dev.bac.orchestrator.demo;

import org.jspecify.annotations.NullMarked;
