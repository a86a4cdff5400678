package dev.bac.mcp;

import java.lang.annotation.Annotation;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What we know of a record's component: its name, its type, whether it may be missing, what its author says of it. */
record Component(
        String name, Type type, boolean required, @Nullable Arg arg) {

    private static final ClassValue<List<Component>> KNOWN = new ClassValue<>() {
        @Override
        protected List<Component> computeValue(Class<?> recordType) {
            return read(recordType);
        }
    };

    static List<Component> of(Class<?> recordType) {
        return KNOWN.get(recordType);
    }

    private static List<Component> read(Class<?> recordType) {
        var components = new ArrayList<Component>();
        for (RecordComponent component : recordType.getRecordComponents()) {
            boolean nullable = false;
            for (Annotation annotation : component.getAnnotatedType().getAnnotations()) {
                nullable |= annotation instanceof Nullable;
            }
            components.add(new Component(
                    component.getName(), component.getGenericType(), !nullable, component.getAnnotation(Arg.class)));
        }
        return List.copyOf(components);
    }
}
