# Lo que leen todas las personas: el marco de las páginas, las fechas, el acceso, y lo que comparten
# estudiantes y familias.

## El marco
skip = Ir al contenido
demonstration = Datos inventados: distrito de demostración
your-account = , su cuenta
sign-out = Salir
main-menu = Menú principal
you-are-here = Está aquí
foot = Onramp · de cada nivel se puede ver el porqué
language = Idioma

## Fechas
month = { $month ->
    [1] enero
    [2] febrero
    [3] marzo
    [4] abril
    [5] mayo
    [6] junio
    [7] julio
    [8] agosto
    [9] septiembre
    [10] octubre
    [11] noviembre
   *[12] diciembre
  }
today = hoy
yesterday = ayer
day-of-month = { $day } de { $month }
day-of-year = { $day } de { $month } de { $year }
moment = { $day }, { $time }
end-of-day = el final del día { $day }

## Acceso
sign-in = Entrar
sign-in-name = Nombre de usuario o correo electrónico
sign-in-password = Contraseña
sign-in-other = Con una tarjeta o un enlace
sign-in-card = Apunte la cámara al cuadro de la tarjeta o abra el enlace que le dieron. No hay que escribir nada.
sign-in-code = Código de su hoja
sign-in-open = Abrir
sign-in-forgotten = ¿Olvidó la contraseña? En la escuela le pueden dar una tarjeta nueva en un minuto.
sign-in-wrong = Ese nombre y esa contraseña no coinciden. Revise los dos, o pida una tarjeta en la escuela.
sign-in-wait = Demasiados intentos. Espere { $seconds } segundos y vuelva a intentarlo.
too-fast = Fueron demasiadas cosas en poco tiempo.
too-fast-wait = No se perdió nada de lo que ya estaba. Espere { $seconds } segundos y vuelva a enviarlo.
start-page = Página de inicio
number-to-quote = Número para indicar:
hello = Hola,
is-that-you = ¿Es usted? Entonces, adelante.
sign-in-as = Entrar como { $name }
not-you = Si no es usted, cierre esta página y devuelva la tarjeta a la escuela.
nav-can-do = Lo que sé hacer
nav-children = Mis hijos
nav-notices = Avisos
role-learner = Estudiante
role-family = Familia

## Cómo va una meta
mark-untried = Sin empezar
mark-begun = Recién empezada
mark-started = En marcha
mark-almost = Casi
mark-reached = Lograda
mark-beyond = Más que lograda
# Los niveles de fábrica; agregue una línea por cada nivel propio que deba leerse de otra manera.
level = { $level ->
    [Beginning] Inicial
    [Developing] En desarrollo
    [Proficient] Competente
    [Advanced] Avanzado
   *[other] { $level }
  }

## Gráficas
chart-table = Lo mismo en una tabla
chart-data = Datos de la gráfica
chart-day = Día
chart-level = Nivel
chart-since = { $level } desde: { $day }.
chart-from-to = De { $first } ({ $since }) a { $last } ({ $day }).
chart-reached-by = { $reached } de { $total } metas logradas. Último avance: { $day }.
chart-reached = { $reached } { $reached ->
    [one] lograda
   *[other] logradas
  }
chart-of = { $reached } de { $total }

## Por qué un nivel es el que es
why = Por qué
why-because = Las razones
why-decided = Lo decidió una maestra o un maestro
why-counted = Lo que contó
why-not-counted = Lo que no contó
why-change = Qué lo cambiaría
why-over-time = A lo largo del tiempo
why-nothing = Todavía no hay nada anotado.
decided-by = { $name }, { $day }: { $level }
decided-until = Vale hasta: { $until }.
some-educator = alguien del equipo docente

## Trabajos
work-rating = Valoración en clase
work-question = Pregunta
work-observation = Visto en clase
work-import = De otro sistema
work-prior = Demostrado antes
work-transfer = De otra escuela
result-of = { $points } de { $possible }
piece-excused = No se toma en cuenta
piece-too-old = Es de hace demasiado tiempo para contar.
piece-source = Este tipo de trabajo no cuenta aquí.
piece-outcome = Esta tarea no pesa aquí.
piece-same = Ya se contó la misma respuesta.
piece-earlier = De una versión anterior de esta meta.

## Cómo se junta el trabajo, en una frase por cada manera
rule-all_criteria = Hay que cumplir todas las partes, y solo se repite lo que falta.
rule-average = Todos los trabajos cuentan por igual.
rule-body_of_evidence = Una maestra o un maestro mira todo el trabajo junto y decide.
rule-decaying_average = El trabajo más nuevo cuenta más que el anterior.
rule-highest = Cuenta el mejor trabajo.
rule-k_in_a_row = Hacen falta varios aciertos seguidos.
rule-latest = Cuenta el trabajo más nuevo.
rule-n_mastery = Hacen falta varios trabajos a este nivel.
rule-n_of_m = Hacen falta varios aciertos cercanos entre sí.
rule-power_law = Cuenta cómo ha ido avanzando el trabajo.
rule-time_decayed = El trabajo reciente cuenta más que el de hace mucho.
rule-weighted_average = El trabajo más nuevo es el que más cuenta.
rule-weighted_outcomes = Cuentan varias partes, unas más que otras.
