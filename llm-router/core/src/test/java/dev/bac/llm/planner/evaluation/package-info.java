/** Measures the planner on sentences with known calls. */
package dev.bac.llm.planner.evaluation;
