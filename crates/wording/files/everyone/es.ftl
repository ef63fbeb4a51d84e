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
sign-in-which = ¿Qué distrito?
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
work-self-rating = Valoración propia
work-peer-rating = Valoración de un compañero o una compañera
result-of = { $points } de { $possible }
piece-excused = No se toma en cuenta
piece-too-old = Es de hace demasiado tiempo para contar.
piece-source = Este tipo de trabajo no cuenta aquí.
piece-outcome = Esta tarea no pesa aquí.
piece-same = Ya se contó la misma respuesta.
piece-not-read = Este tipo de trabajo no cuenta aquí.
piece-again = Cuenta una respuesta más nueva a la misma pregunta.
piece-earlier = De una versión anterior de esta meta.
piece-work = El trabajo mismo:

## Cómo se junta el trabajo, en una frase por cada manera
rule-all_criteria = Hay que cumplir todas las partes, y solo se repite lo que falta.
rule-average = Todos los trabajos cuentan por igual.
rule-bkt = Con cada trabajo es más seguro, o menos, que esto ya se sabe.
rule-body_of_evidence = Una maestra o un maestro mira todo el trabajo junto y decide.
rule-decaying_average = El trabajo más nuevo cuenta más que el anterior.
rule-highest = Cuenta el mejor trabajo.
rule-irt_cut = También cuenta lo difícil que es cada pregunta.
rule-k_in_a_row = Hacen falta varios aciertos seguidos.
rule-latest = Cuenta el trabajo más nuevo.
rule-n_mastery = Hacen falta varios trabajos a este nivel.
rule-n_of_m = Hacen falta varios aciertos cercanos entre sí.
rule-power_law = Cuenta cómo ha ido avanzando el trabajo.
rule-time_decayed = El trabajo reciente cuenta más que el de hace mucho.
rule-traced = Se juzga por cómo suelen seguir las respuestas correctas e incorrectas sobre esto.
rule-weighted_average = El trabajo más nuevo es el que más cuenta.
rule-weighted_outcomes = Cuentan varias partes, unas más que otras.

## El expediente completo en archivos
record-title = El expediente de { $name }
record-about = Esto es todo lo que hay registrado aquí sobre { $name }. Fecha: { $day }.
record-not-in-it = Lo que un docente anotó y todavía no compartió no forma parte del expediente. Los nombres del personal que calificó cada trabajo, y lo que toca a otras personas de la familia, se quedan en la escuela.
record-how-people = Para leerlo, abra index.html en un navegador. Cada tabla está también como archivo.
record-how-programs = Los programas y las hojas de cálculo leen la carpeta "tables": cada tabla en CSV y en JSON, un objeto por fila, con los mismos nombres y códigos en todos los idiomas. Ahí las horas están en UTC y los resultados son puntos sobre puntos posibles.
record-how-seals = Cada anotación lleva el resumen de su contenido y su sello. Un sello cubre al anterior, así que nada se puede cambiar ni quitar después sin que se note.
record-how-sums = checksums.sha256 tiene el SHA-256 de cada archivo; "sha256sum --check checksums.sha256" los compara.
record-contents = En este expediente
record-nothing = No hay nada registrado.
record-files = Para programas:
record-profile = Quién es
record-profile-about = Lo que la escuela sabe de la persona.
record-classes = Clases y escuela
record-classes-about = Dónde tiene o tuvo un lugar, con fechas.
record-guardians = Quién habla por la persona que aprende
record-guardians-about = Con los derechos que constan en la escuela; cada familia ve su propia línea.
record-evidence = Cada anotación
record-evidence-about = Cada trabajo, decisión, corrección y dispensa en el orden en que se anotó, con su sello.
record-judgements = Cómo va, y por qué
record-judgements-about = El nivel en cada habilidad y la razón en frases.
record-targets = Metas de hoy
record-targets-about = En qué trabajan las clases de hoy.
record-consents = Permisos
record-consents-about = Lo que se permitió y lo que se retiró, y cuándo.
record-amendments = Solicitudes de corrección
record-amendments-about = Lo que se pidió, lo que se contestó y las declaraciones que se agregaron.
record-notices = Correos
record-notices-about = Lo que se envió por correo. Los correos nunca cuentan nada del expediente.
record-disclosures = Lo que salió de la escuela
record-disclosures-about = A quién, para qué y con qué derecho.
record-readers = Quién leyó el expediente
record-readers-about = Cada lectura, de la más nueva a la más vieja, hasta donde se revisó el registro.
record-field = Qué
record-value = Valor
record-place = Dónde
record-role = Como
record-from = Desde
record-until = Hasta
record-name = Nombre
record-relation = Relación
record-may-see = Puede ver el expediente
record-email = Correo electrónico
record-entry = Anotación
record-kind = Tipo
record-recorded = Anotado
record-recorded-by = Anotado por
record-worked = Trabajo hecho
record-code = Código
record-competency = Habilidad
record-points = Puntos
record-possible = Puntos posibles
record-level = Nivel
record-source = Origen
record-instrument = Tarea
record-attempt = Intento
record-class = Clase
record-judge = Calificado por
record-note = Nota
record-attachment = El trabajo mismo
record-about-entry = Sobre la anotación
record-reason = Razón
record-statement = Declaración de la familia
record-digest = Resumen
record-seal = Sello
record-mastered = Logrado
record-pieces = Trabajos
record-judged = Valorado
record-rule = Regla
record-why = Por qué
record-purpose = Para qué
record-given = Permitido
record-by = Por
record-asked = Pedido
record-wanted = Lo que debería decir
record-due = Plazo de respuesta
record-state = Estado
record-answer = Respuesta
record-decided = Contestado
record-decided-by = Contestado por
record-recipient = Para
record-subject = Asunto
record-sent = Enviado
record-when = Cuándo
record-ground = Con qué derecho
record-fields = Qué datos
record-way = Cómo
record-reader = Quién
record-what = Qué
record-relationship = Relación

## Para qué se pide permiso
purpose-student-work = Trabajos que se muestran en la formación de un docente
purpose-student-work-about = Un docente puede mostrar trabajos de la persona que aprende a quienes evalúan al docente. Antes se quitan los nombres.
purpose-audio = Grabaciones de la voz
purpose-audio-about = Se puede grabar la voz de la persona que aprende, al leer y al hablar. Las grabaciones se quedan en la escuela.
purpose-public-portfolio = Trabajos que cualquiera puede ver
purpose-public-portfolio-about = Los trabajos que la persona que aprende elija se pueden mostrar en una página abierta a todo el mundo.

## Derechos de quienes aprenden y de sus familias
privacy = Expediente y derechos
privacy-of = El expediente de { $name } y sus derechos
privacy-copy = Llévese el expediente completo
privacy-copy-how = Un solo archivo con todo lo que hay registrado, para leer en un navegador y para programas. Queda anotado que se descargó.
privacy-copy-button = Descargar el expediente completo
privacy-consent = Lo que usted permite
privacy-consent-how = Nada de esto se hace sin permiso. Puede cambiar de opinión cuando quiera; cuenta desde ese día.
privacy-in-force = Permitido
privacy-not-in-force = No permitido
privacy-your-yes = Usted dijo que sí.
privacy-your-no = Usted dijo que no, o lo retiró.
privacy-your-nothing = Usted todavía no ha dicho nada.
privacy-give = Permitir
privacy-withdraw = No permitir
privacy-amend = ¿Hay algo que no es correcto?
privacy-amend-how = Pida que se corrija. Nada se borra: lo que estaba mal deja de contar, y se sigue viendo que se corrigió.
privacy-amend-button = Pedir una corrección
privacy-amend-none = No se ha pedido nada.
privacy-about = ¿De qué se trata?
privacy-about-entry = De un trabajo o una decisión
privacy-about-given-name = Del nombre
privacy-about-family-name = Del apellido
privacy-about-grade = Del grado
privacy-about-other = De otra cosa
privacy-which = ¿De qué trabajo o decisión?
privacy-which-none = De ninguno de estos
privacy-wanted = ¿Qué debería decir?
privacy-reason = ¿Por qué no es correcto?
privacy-send = Enviar
privacy-sent = Enviado. Se contestará a más tardar en esta fecha: { $day }.
privacy-saved = Guardado.
privacy-asked = Pedido: { $day }. Plazo de respuesta: { $due }.
privacy-accepted = Corregido: { $day }.
privacy-refused = No se aceptó: { $day }.
privacy-answer = La respuesta: { $answer }
privacy-statement = Su declaración
privacy-statement-how = ¿Usted lo ve de otra manera? Escríbalo: su declaración se queda junto a esto en el expediente y lo acompaña a donde vaya.
privacy-statement-button = Agregar la declaración
privacy-statement-said = Declaración de la familia: «{ $statement }»
privacy-left = Lo que salió de la escuela
privacy-left-how = Cada vez que algo de este expediente llegó a alguien de fuera.
privacy-left-none = No ha salido nada.
privacy-left-line = { $day }: { $fields }. Para qué: { $purpose }. { $ground }.
privacy-left-to = Para { $recipient }
privacy-left-family = Para alguien de la familia o de la escuela
privacy-problem-entry = Elija de qué trabajo o decisión se trata.
privacy-problem-wanted = Escriba lo que debería decir.
privacy-problem-reason = Escriba en unas frases por qué no es correcto.
privacy-problem-again = Esto ya se pidió. Se va a contestar.
## Lo que se da a alguien en la escuela (apoyos), para quien aprende y su familia
given = Apoyos en la escuela
given-of = Apoyos para { $name } en la escuela
given-how = Para que el trabajo muestre lo que alguien sabe hacer, la escuela da esto sin que haya que pedirlo. Pregunte en la escuela por qué se da, o pida que se cambie.
given-open = Ver los apoyos
given-today = Hoy
given-nothing = Nada más que a todo el mundo.
given-later = Hoy y más adelante
given-until = Hasta: { $day }.
given-from = Desde: { $from }
given-span = De { $from } a { $until }
given-time = Más tiempo (×{ $factor })
given-time-unlimited = Todo el tiempo que haga falta
given-reader = Los textos se leen en voz alta
given-print-large = Letra grande
given-print-very-large = Letra muy grande
given-language = Instrucciones en: { $language }
given-seat = Asiento: { $seat }

## Recordatorios por correo electrónico. No puede haber en ellos nada del expediente: cualquiera podría leerlos.
reminder-subject = Alguien de la escuela le pide que mire
reminder-hello = Hola, { $name }:
reminder-look = Alguien de la escuela le pide que entre y mire:
reminder-no-details = Por privacidad, este correo no dice nada más.

## Cuando algo no se puede mostrar
error-title = No se muestra
error-403 = Esta página no está abierta para usted.
error-403-advice = Si usted enseña a esta persona o responde por ella, pida en la escuela que lo anoten y vuelva a intentarlo.
error-404 = Esta página no existe.
error-404-advice = Tal vez la dirección se cortó en el camino, o lo que mostraba está en otro lugar.
error-link = Este enlace o código no funciona.
error-link-advice = Puede tener una letra equivocada, ser demasiado viejo o haberse usado ya. Revíselo, o pida otro en la escuela.
error-409 = Otra persona lo cambió mientras tanto.
error-409-advice = No se guardó nada de lo suyo. Regrese, mire lo que hay ahora y vuelva a intentarlo.
error-413 = Es demasiado de una vez.
error-413-advice = Vuelva atrás: lo que escribió sigue ahí. Luego envíe un archivo más pequeño, o varios.
error-422 = Algo del formulario no es correcto.
error-422-advice = Regrese: lo que escribió sigue ahí.
error-429 = Fueron demasiados intentos en poco tiempo.
error-429-advice = Espere un minuto y vuelva a intentarlo.
error-507 = No hay lugar para guardarlo.
error-507-advice = No se guardó nada de lo suyo. Avise en la escuela; mientras tanto se puede seguir leyendo.
error-500 = Algo falló de nuestro lado.
error-500-advice = Tal vez no se guardó lo que envió. Inténtelo otra vez; si vuelve a pasar, dígale a la escuela el número de abajo.
error-forged = Este formulario es demasiado viejo o no se envió desde este sitio.
error-forged-advice = Regrese, vuelva a cargar la página y envíelo otra vez; lo que escribió sigue ahí.

## La propia cuenta
sessions-title = Dónde tiene abierta su cuenta
sessions-how = Si no reconoce alguno, ciérrelo y elija otra contraseña.
sessions-this = este
sessions-used = Desde: { $since }. Último uso: { $last }.
sessions-end = Cerrar
sessions-end-others = Cerrar todos los demás
sessions-password = Elegir otra contraseña
device = { $browser ->
    [unknown] Un navegador
   *[other] { $browser }
  } en { $system ->
    [iphone] un iPhone o iPad
    [chromebook] una Chromebook
    [mac] una Mac
    [unknown] otro sistema
   *[other] { $system }
  }
password-title = Elija una contraseña
password-how = Tres o cuatro palabras que solo para usted van juntas son fáciles de recordar y difíciles de adivinar.
password-new = Contraseña nueva
password-least = { $count } letras o signos como mínimo
password-again = La misma otra vez
password-save = Guardar la contraseña
password-differ = Las dos no son iguales. Escríbalas otra vez.
password-length = Debe tener entre { $least } y { $most } letras o signos.

## Más tablas del expediente completo
record-caseloads = Quién acompaña a la persona que aprende
record-caseloads-about = Orientación y coordinación de apoyos, con fechas.
record-accommodations = Los apoyos que recibe
record-accommodations-about = Cada versión de los apoyos, con sus días. La razón la guarda quien coordina los apoyos, que se la explica a quien puede saberla.
record-merges = Otro expediente de la misma persona
record-merges-about = Cuándo dos expedientes contaron como uno y cuándo se volvieron a separar.
record-ended = Terminado
record-version = Versión
record-time = Tiempo
record-read-aloud = En voz alta
record-print = Letra
record-language = Idioma de las indicaciones
record-seat = Asiento
record-delivery = Qué más hay que saber
record-other = El otro expediente
record-separate-reason = Por qué se separaron

## Lo que dicen las tablas del expediente completo
said-yes-no = { $code ->
    [yes] sí
    [no] no
   *[other] { $word }
  }
said-field = { $code ->
    [id] Número aquí
    [given-name] Nombre
    [family-name] Apellido
    [grade] Grado
    [email] Correo electrónico
    [language] Idioma
    [sourced-id] Número en la lista de la escuela
    [active] Está aquí ahora
    [last-signed-in-at] Última entrada
   *[other] { $word }
  }
said-role = { $code ->
    [learner] estudiante
    [educator] docente
    [aide] auxiliar
    [substitute] suplente
    [guardian] familia
    [case-manager] coordinación de apoyos
    [counselor] orientación
    [principal] dirección
    [program-lead] coordinación de programa
    [administrator] administración
   *[other] { $word }
  }
said-relation = { $code ->
    [parent] madre o padre
    [mother] madre
    [father] padre
    [guardian] tutor o tutora
    [relative] familiar
    [grandparent] abuela o abuelo
   *[other] { $word }
  }
said-entry = { $code ->
    [evidence] trabajo
    [retraction] retirado
    [excusal] dispensado
    [decision] decisión
    [erased] borrado
   *[other] { $word }
  }
said-source = { $code ->
    [item-response] respuesta a una pregunta
    [rating] valorado en clase
    [observation] visto en clase
    [import] de otro sistema
    [prior-learning] demostrado antes
    [transfer] de otra escuela
   *[other] { $word }
  }
said-state = { $code ->
    [asked] pedido
    [accepted] corregido
    [refused] no aceptado
    [queued] en espera
    [sending] enviándose
    [sent] enviado
    [failed] no se pudo enviar
    [dropped] no se envió
   *[other] { $word }
  }
said-letter = { $code ->
    [digest] novedades
    [reminder] recordatorio
    [learner-reminder] recordatorio
   *[other] { $word }
  }
said-way = { $code ->
    [export] en un archivo
    [api] leído por un programa
    [printed] en papel
    [whole-record] en archivos
    [recorded] a mano
   *[other] { $word }
  }
said-relationship = { $code ->
    [own] expediente propio
    [guardian] familia
    [educator] docente
    [aide] auxiliar
    [substitute] suplente
    [case-manager] coordinación de apoyos
    [counselor] orientación
    [principal] dirección
    [program-lead] coordinación de programa
    [break-glass] administración, con una razón
   *[other] { $word }
  }
said-time-usual = el de siempre
said-time = { $code ->
    [unlimited] sin límite
   *[other] × { $word }
  }
said-print = { $code ->
    [standard] la de siempre
    [large] grande
    [very-large] muy grande
   *[other] { $word }
  }
said-merge = { $code ->
    [kept] el otro contó para este
    [merged] este contó para el otro
   *[other] { $word }
  }
said-reading = { $code ->
    [accommodations] los apoyos
    [adoption] un cambio de reglas
    [caseload] lista de quienes acompaña
    [competency-in-a-section] una meta en una clase
    [consents] los permisos
    [disclosures] lo que salió de la escuela
    [erasure] borrado
    [exceptions] lista de la dirección
    [family-page] página de la familia
    [family-report] informe para la familia
    [family-reports] informes para las familias
    [goal-ended] una meta terminada
    [goal-planned] lo que pide una meta
    [goal-set] una meta fijada
    [groups] grupos de una clase
    [interests-set] lo que gusta
    [learner-record] expediente
    [many-at-once] algo para muchas personas
    [mastery-grid] niveles de una clase
    [path-chosen] lo elegido
    [path-directed] lo que dispuso un docente
    [path] lo que sigue
    [paths-of-a-class] lo que sigue en una clase
    [people-of-a-class] personas de una clase
    [rating-sheet] hoja de valoración
    [records-to-separate] dos expedientes de una persona
    [requests-to-amend] solicitudes de corrección
    [what-if] un cambio de reglas a prueba
    [whole-record] expediente completo
    [why] razones de un nivel
   *[other] { $word }
  }

## Lo que Onramp mismo anota de lo que salió
left-families = Familias, en papel
left-reports = Informes para las familias
left-reports-fields = Metas logradas, en marcha y siguientes
left-right-of-family = Derecho de la familia a revisar el expediente
left-right-of-learner = Derecho de la persona que aprende a revisar su expediente
left-reason-stated = Una razón que dio la administración
left-copy = Una copia del expediente
left-whole-record = El expediente completo
left-to-administrator = La administración, en un archivo
left-to-machine = Quien atiende el servidor, en un archivo
left-running = El funcionamiento del sistema
left-people = Una tabla de personas
left-people-fields = Nombres, números, correos y grados de todas las personas
left-evidence = Una tabla de trabajos
left-evidence-fields = Cada trabajo de todas las personas
left-erased = No se guardó: el expediente se borró

## Questions
item-answer = Respuesta
item-answer-number = Respuesta { $n }
item-choose-one = Elija una opción
item-choose-any = Elija todas las que correspondan
item-choose-up-to = Elija hasta { $max }
item-choose-at-least = Elija al menos { $min }
item-choose-exactly = Elija { $min }
item-choose-between = Elija de { $min } a { $max }
item-put-in-order = Dé a cada una su lugar
item-first-of-pair = Pareja { $n }, primera parte
item-second-of-pair = Pareja { $n }, segunda parte
item-goes-with = va con
item-gap-number = Hueco { $n }
item-word-bank = Para colocar
item-uses = hasta { $max } veces
item-point-across = Punto { $n }: píxeles desde la izquierda, de 0 a { $max }
item-point-down = Punto { $n }: píxeles desde arriba, de 0 a { $max }
item-point-hint = Haga clic en la imagen, mueva un punto con las flechas o escriba dónde está
item-point-here = Haga clic aquí para poner un punto y guardar
item-slider-hint = Un número de { $min } a { $max }
item-slider-step-hint = Un número de { $min } a { $max }, de { $step } en { $step }
item-number-hint = Un número
item-whole-number-hint = Un número entero
item-upload = Subir un archivo
item-upload-another = Subir otro archivo en su lugar
item-keep-file = Conservar { $name }
item-drawing = Dibuje sobre la imagen o suba una
item-plays = Se puede reproducir { $max } veces
item-plays-once = Se puede reproducir una vez
item-no-media = Esto no se puede reproducir aquí
item-table = Tabla
item-right = Correcto
item-partly = Correcto en parte
item-wrong = No es correcto
item-unscored = Aún sin calificar
item-solution = Solución
item-glossary = Significado
item-translation = Traducción
item-more-help = Ayuda
item-close = Cerrar
item-order-on-paper = Escriba las letras en su orden.
item-mark-cross = Marque el lugar en la imagen con una cruz.
item-attach-here = Entregue con esta hoja: { $what }
item-wrong-unknown = Este campo no es parte de la pregunta.
item-wrong-too-many-fields = Se envió más de lo que la pregunta tiene.
item-wrong-impossible = «{ $what }» no puede ser una respuesta aquí.
item-wrong-too-many = Elija como máximo { $max }.
item-wrong-used-up = «{ $what }» se usa demasiado: como máximo { $max }.
item-wrong-twice = «{ $what }» está dos veces.
item-wrong-half = Solo una mitad está llena: llene la otra o vacíe las dos.
item-wrong-same-place = Dos tienen el lugar { $what }: dé a cada una el suyo.
item-wrong-number = «{ $what }» no es un número. Escriba cifras, como 12 o { $example }.
item-wrong-whole-number = «{ $what }» no es un número entero. Escriba cifras, como 12.
item-wrong-ambiguous = «{ $what }» se puede leer como dos números. Escriba { $one } o { $other }.
item-wrong-range = Escriba un número de { $min } a { $max }.
item-wrong-step = Escriba un número de { $step } en { $step } desde { $min }.
item-wrong-long = Esto tiene más de { $max } caracteres.
item-wrong-file = Este tipo de archivo ({ $what }) no se acepta aquí. Se aceptan: { $types }.
item-wrong-gone = El archivo no llegó. Elíjalo otra vez.
item-saved = Guardado
item-saving = Guardando…
item-offline = Sin conexión: queda en este dispositivo
item-not-saved = No se guardó
item-restored = Lo que escribió antes está de vuelta. Se está guardando.
item-refused = Esta página ya no es la más reciente. Cárguela otra vez para seguir.
item-up = Mover hacia arriba
item-down = Mover hacia abajo
item-keep-order = Dejar este orden
item-moved = { $what }: lugar { $n }
item-clear = Quitar mi elección
item-most-chosen = Ya eligió { $max }. Quite una para elegir otra.
item-words = Palabras: { $n }
item-words-of = Palabras: { $n } de unas { $max }
item-words-left = Palabras que quedan: { $n } de unas { $max }
item-symbols = Símbolos
item-undo = Deshacer
item-clear-drawing = Empezar de nuevo
item-canvas = Dibujo. Las flechas mueven el lápiz, la barra espaciadora lo baja o lo levanta, Ctrl+Z deshace.
item-canvas-told = Lápiz { $state }, a { $x } de la izquierda, a { $y } de arriba
item-pen-up = levantado
item-pen-down = bajado
item-plays-left = Reproducciones que quedan: { $n }
item-no-plays-left = No quedan reproducciones
item-play = Reproducir
item-pause = Pausa
item-record = Grabar
item-stop = Parar la grabación
item-recording = Grabando: { $time }
item-recorded = Grabado: { $time }
item-no-microphone = Aquí no se puede usar un micrófono. Elija un archivo.
item-listen = Escuchar
item-record-again = Grabar otra vez
item-tools = Herramientas
item-calculator = Calculadora
item-scientific-calculator = Calculadora científica
item-result = Resultado
item-calculation = Cálculo
item-calculation-wrong = Esto no se puede calcular
item-line-reader = Guía de lectura
item-line-reader-told = Guía de lectura: las flechas la mueven, Escape la quita
item-contrast = Colores
item-contrast-none = Como siempre
item-contrast-dark = Blanco sobre negro
item-contrast-light = Negro sobre blanco
item-contrast-yellow = Amarillo sobre negro
item-contrast-cream = Negro sobre crema
item-contrast-blue = Negro sobre celeste
item-font-size = Tamaño del texto
item-larger = Texto más grande
item-smaller = Texto más pequeño
item-read-aloud = Leer en voz alta
item-stop-reading = Dejar de leer
item-slower = Más lento
item-faster = Más rápido
item-timer = Tiempo restante
item-hide-timer = Ocultar el tiempo
item-show-timer = Mostrar el tiempo
item-time-up = Se acabó el tiempo
item-minutes-left = Minutos que quedan: { $n }

## Checks
page-checks = Pruebas
nav-checks = Pruebas
check-none = Ahora no hay nada que hacer. Aquí aparece lo que te den tus maestros.
check-open = Por hacer
check-later = Ahora no
check-taken = Hechas
check-begun = Ya la empezaste.
check-again = Puedes hacerla otra vez.
check-until = hasta { $moment }
check-go-on = Seguir
check-look = Mirar
check-annulled = no cuenta
check-waiting = aún se está corrigiendo
check-items = { $count ->
    [one] Una pregunta
   *[other] { $count } preguntas
  }
check-items-most = Como máximo { $count } preguntas. Se ajustan a ti: es normal que algunas sean difíciles.
check-minutes = Tienes { $count } minutos desde que empiezas.
check-no-limit = Tienes todo el tiempo que necesites.
check-pass-of = Se aprueba con { $points } correctas de { $of }.
check-pass-points = Se aprueba con { $points } puntos.
check-pass-share = Se aprueba con { $percent } %.
check-back = Puedes volver y cambiar respuestas hasta entregar.
check-no-back = Cuando sigues, ya no puedes volver.
check-not-taught = Si algo no te lo han enseñado, dilo: es una respuesta.
check-device = Se anotan tu aparato y tu red.
check-attempt = Este es el intento { $number }.
check-repeats = { $count ->
    [one] Ya has visto una de las preguntas: no hay otras.
   *[other] Ya has visto { $count } de las preguntas: no hay otras.
  }
check-given = Se te da
check-missing = Pide esto a tu maestro antes de empezar: la pantalla no lo puede dar.
check-make-plan = Hacer el plan
check-code = Código que dice tu maestro
check-begin = Empezar
check-back-to-list = Todas las pruebas
check-paused = Te detuviste aquí. Sigue cuando respondes.
check-question = Pregunta { $number }
check-questions = { $total ->
    [one] { $total } pregunta
   *[other] { $total } preguntas
  }
check-question-of = Pregunta { $number } de { $total }
check-question-word = Pregunta
check-look-over = Revisa tus respuestas
check-over = Antes de entregar
check-change = Cambiar
check-hand-in = Entregar
check-answer = Comprobar mi respuesta
check-next = Guardar y seguir
check-previous = Atrás
check-flag = Marcar para volver
check-unflag = Quitar la marca
check-flagged = marcada
check-was-not-taught = Esto no me lo han enseñado
check-pause = Parar por ahora
check-places = Preguntas
place-planned = aún sin ver
place-open = sin responder
place-answered = respondida
place-not-taught = aún no enseñado
paper-instruction = Rellena todo el círculo con lápiz oscuro o bolígrafo. Para cambiarlo, borra bien.
paper-sheet-after = La hoja de respuestas viene después de las preguntas. Solo cuenta lo que hay en ella.
paper-code = Hoja { $code }
paper-minutes = { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
}
not-now-running = Ya la empezaste: sigue con ella.
not-now-opens = Se abre { $moment }.
not-now-closed = Se cerró { $moment }. Pide a tu maestro que la abra otra vez.
not-now-passed = Ya la aprobaste.
not-now-attempts = { $count ->
    [one] Hay un intento, y ya lo usaste. Pide otro a tu maestro.
   *[other] Hay { $count } intentos, y ya los usaste. Pide otro a tu maestro.
  }
not-now-year = Se puede hacer { $count } veces en un curso, y ya las hiciste.
not-now-days = Se puede hacer otra vez desde { $day }.
not-now-waiting = Puedes probar otra vez { $moment }. Usa el tiempo para practicar.
not-now-plan = Antes del próximo intento, escribe qué harás primero.
not-now-bank = Aún no hay bastantes preguntas nuevas para ti. Díselo a tu maestro.
not-now-locked = Tu maestro la abre cuando sea hora.
not-now-locked-again = Está cerrada otra vez. Pide a tu maestro que la abra.
not-now-unlock-over = Pasó el tiempo para empezar. Pide a tu maestro que la abra otra vez.
not-now-code = Escribe el código que dice tu maestro.
result-heading = El resultado
result-points = { $points } de { $possible } puntos
result-passed = Aprobada
result-not-yet = Todavía no
result-not-yet-advice = No es el final: mira qué fue difícil y prueba otra vez cuando te sientas listo.
result-later = Tus respuestas llegaron. Verás el resultado cuando tu maestro lo publique.
result-none = Tus respuestas llegaron. Gracias: ayudan a tu maestro a planear qué sigue para ti.
result-waiting = Una parte aún la corrige una persona.
result-annulled = Esto no cuenta. Tu maestro puede decir por qué.
result-rushed = Respondiste más rápido de lo que se pueden leer estas preguntas, así que esto no dice lo que sabes hacer. Hazla otra vez cuando estés descansado.
result-by-target = Por objetivo
result-target = { $points } de { $possible }
result-exempt = Esto ya lo mostraste: no tienes que hacerlo otra vez.
result-answers = Pregunta por pregunta
result-plan = ¿Qué harás primero?
result-plan-hint = Antes de probar otra vez: bastan una o dos frases.
result-plan-save = Guardar mi plan
result-your-plan = Tu plan
result-place-grades = Ahora encaja el trabajo del grado { $grades }.
result-place-or = { $one } u { $other }
result-domains = Dónde estás
result-domain = { $right } de { $answered } correctas
result-domain-not-taught = { $count ->
    [one] una aún no enseñada
   *[other] { $count } aún no enseñadas
  }
result-growth = Desde la última vez, hace { $weeks } semanas, creciste { $percent } % de lo habitual.
result-lowest = un grado anterior
not-now-one-day = Esto se hace en un solo día: entrega lo que tienes.
record-uses = Con qué se trabajó
record-uses-about = Lecciones y actividades de otros sistemas. Nada de esto es un resultado: solo lo que muestra una prueba lo es.
record-resource = Lección o actividad
record-used = Cuándo
record-minutes = Minutos
record-result = Resultado, como parte del total
record-sittings = Evaluaciones realizadas
record-sittings-about = Cuándo, cómo terminó, qué resultado dio y qué se planeó antes del siguiente intento.
record-answers = Respuestas
record-answers-about = Qué se respondió a cada pregunta y cuántos puntos dio.
record-sitting = Número de la evaluación aquí
record-assessment = Evaluación
record-medium = En
record-begun = Comenzó
record-passed = Superada
record-device = Dispositivo
record-network = Red
record-given-version = Versión de los apoyos dados
record-plan = Plan
record-question = Pregunta
record-item = Nombre de la pregunta
record-given-answer = Respuesta
record-seconds = Segundos
record-answered = Respondida
said-medium = { $code ->
    [screen] una pantalla
    [paper] papel
   *[other] { $word }
  }
said-sitting-state = { $code ->
    [open] comenzada
    [paused] interrumpida
    [waiting] espera a que una persona la califique
    [scored] calificada
    [annulled] anulada
   *[other] { $word }
  }
answer-to-put-right = Algo de lo que has escrito todavía no puede ser una respuesta. Mira donde está marcado; lo que escribiste sigue ahí.
said-answer-state = { $code ->
    [planned] sin llegar a ella
    [shown] sin respuesta
    [saved] guardada
    [answered] respondida
    [skipped] sin respuesta
    [not-taught] todavía no enseñada
    [unscorable] espera a que una persona la califique
   *[other] { $word }
  }
## Work: tasks, handing in, feedback
nav-work = Trabajos
nav-lessons = Lecciones
page-lessons = Lecciones
lessons-none = Todavía no hay lecciones. Tu docente las da cuando las hay.
lesson-takes = { $minutes ->
    [one] Cerca de un minuto
   *[other] Cerca de { $minutes } minutos
  }
lesson-open = Abrir
lesson-leaves = Esto lleva a otro sitio.
lesson-check = Muestra lo que aprendiste
lesson-worked = Trabajé con esto
lesson-minutes = ¿Cuántos minutos?
lesson-note = Anotar
lesson-used = { $day }
lesson-used-minutes = { $minutes ->
    [one] { $day }, un minuto
   *[other] { $day }, { $minutes } minutos
  }
lesson-done = Trabajado
lesson-no-mark = Ayuda a tu docente a planear. No es un resultado: solo una prueba muestra lo que sabes hacer.
lesson-about = De qué trata
why-learn = Para aprenderlo
work-task = una tarea
work-of = Lo que hizo { $name }
work-none = Todavía no hay nada.
work-open = Por hacer
work-due = para { $when }
work-to-do = Qué hay que hacer
work-mine = Tu trabajo
work-only = Esta vez, solo esto:
work-looked-at = En qué se fijan
work-words = Escribe aquí
work-link = Enlace a tu trabajo
work-file = Añadir un archivo
work-sound = Graba tu voz o elige un archivo de sonido
work-add = Añadir
work-remove = Quitar
work-too-large = Este archivo es demasiado grande: lo máximo son 50 MB.
work-save = Guardar para después
work-hand-in = Entregar
work-again = Trabajar en lo que aún falta
work-kept = Guardado
work-not-kept = Sin conexión: está guardado en este navegador, se intenta otra vez
work-attempt = { $number }: { $when }
work-draft = sin entregar
work-waits = esperando comentarios
work-what-was-handed-in = Lo que se entregó
work-met = { $met } de { $all } logrados
work-is-met = logrado
work-not-met = todavía no
work-not-applicable = No se miró
work-reviews = Por valorar
work-reviews-about = Compáralo con lo que se mira. Puedes cambiarlo hasta que tu docente dé sus comentarios.
review-own = Valora tu propio trabajo
review-own-about = Tu docente y tu familia lo ven junto con los comentarios.
review-peer = El trabajo de alguien de tu clase, { $number }
review-of-peer = El trabajo de alguien de tu clase
review-peer-about = No se te dice de quién es, y a esa persona no se le dice que fuiste tú. Tu docente sí lo sabe. Di lo que ayude.
review-progress = De trabajos de tu clase, { $done } de { $asked } valorados.
review-take = Valorar el trabajo de alguien de tu clase
review-is-done = hecho
review-about = Qué dices sobre
review-whole = Qué dices de todo el trabajo
review-done = Listo
review-over = Ya hay comentarios: esto queda como está.
review-incomplete = Elige un nivel para cada cosa y vuelve a pulsar Listo.
work-state-waits = Entregado. Aquí verás lo que dice tu docente.
work-state-all-met = Está todo. ¡Bien hecho!
work-state-meeting = Habla primero con tu docente; después podrás seguir trabajando.
work-state-most = Se entregó tantas veces como se puede.
work-state-closed = Ya no se puede entregar nada.
record-work = Lo que se entregó
record-work-about = Trabajos, cada vez que se entregaron. Los archivos están en la carpeta "files".
record-task = Tarea
record-handed-in = Entregado
record-words = Texto
record-link = Enlace
record-work-files = Archivos
record-feedback = Lo que se dijo de ello
record-feedback-about = Criterio por criterio, cuando se publicó.
record-criterion = Criterio
record-comment = Lo que se dijo

## El día
nav-day = Mi día
page-day = Mi día
day-nothing = Todavía no hay nada previsto para ti en los próximos días.
day-place = { $room }, grupo { $group }
day-with = con { $educator }
day-no-seat = Pregunta en la puerta adónde ir.
day-why = ¿Por qué esto?
day-why-ready = Esto ya lo puedes empezar: { $what }.
day-why-nearly = Te falta poco para alcanzarlo.
day-why-balance = Últimamente has tenido poco de esto: { $how }.
day-why-works = Esto te ha ido bien: { $how }.
day-why-educator = { $who } acompaña al grupo.
day-why-chosen = Lo eligió tu docente para ti.
day-why-stands = Este grupo se reúne varios días.
day-week = Esta semana
day-screens = En pantallas
day-minutes = { $minutes ->
    [one] { $minutes } minuto
   *[other] { $minutes } minutos
  }
day-minutes-of = { $minutes } de { $target } minutos
record-sessions = Sesiones del horario del día
record-sessions-about = Lo que se hizo en cada período de un día con horario.
record-session-day = Día
record-session-period = Período
record-session-way = Forma de aprender
record-session-minutes = Minutos
## Para cuándo
pace = Para cuándo
pace-of-child = Para cuándo: { $name }
pace-reached = { $reached } de { $all } metas logradas.
pace-next = Después viene «{ $title }», para esta fecha: { $day }.
pace-next-undated = Después viene «{ $title }».
pace-overdue = Previsto para antes y aún pendiente
pace-planned = El plan
pace-no-day = sin fecha
pace-target = Meta
pace-day = Fecha
pace-is = ¿Lograda?
pace-yes = lograda
pace-not-yet = todavía no
pace-not-mastery = Las fechas dicen cuándo, nunca qué tan bien. No cambian ningún resultado.
pace-none = Todavía no hay nada que mostrar: ninguna clase tiene metas con fecha.
pace-paused-until = Una pausa hasta { $day }: hasta entonces no se pide nada.
pace-paused = Una pausa: por ahora no se pide nada.
pace-few = Todavía hay pocos datos, así que es una primera estimación.
pace-assumes = Se supone que la velocidad sigue igual que hasta ahora.
pace-news = Novedades sobre el ritmo
pace-news-none = Nada nuevo.
pace-news-ahead = { $name } va otra vez adelante en { $class }.
pace-news-on-pace = { $name } va otra vez a buen ritmo en { $class }.
pace-news-behind = { $name } va detrás de las fechas en { $class }.
pace-news-finished = { $name } ya logró todo en { $class }.
pace-seen = Visto
mail-pace-subject = Novedades sobre el ritmo
mail-pace = Hay novedades sobre el ritmo. Inicie sesión para leerlas:
mail-pace-details = Por privacidad, este correo no dice más.
record-attendance = Cuándo estuvo en la escuela
record-attendance-about = Por día o por hora de clase, con cada corrección. No cambia ningún resultado.
record-day = Día
record-period = Hora de clase
record-presence = Estado
record-minutes-late = Minutos de retraso
record-pauses = Pausas
record-pauses-about = Días en los que no se pidió nada.
record-pace = Cómo se cumplieron las fechas
record-pace-about = Adelante, a buen ritmo o detrás en cada clase, desde el día en que se notó.
record-standing = Ritmo
record-new-plans = Planes nuevos
record-new-plans-about = Cuándo lo que faltaba se repartió de nuevo en los días de clase.
said-presence = { $code ->
    [present] presente
    [absent] ausente
    [late] con retraso
    [excused] ausencia justificada
   *[other] { $word }
  }
said-pace = { $code ->
    [ahead] adelante
    [on-pace] a buen ritmo
    [behind] detrás
    [finished] terminado
    [paused] en pausa
    [no-line] sin fechas
   *[other] { $word }
  }

## Lo que sigue: el camino
nav-path = Lo que sigue
path-of = Lo que sigue para { $name }
path-today = Para elegir hoy
path-today-advice = Elige lo que más te guste. Todos son buenos pasos.
path-nothing-new = Ahora mismo no se puede empezar nada nuevo.
path-instead-review = { $count ->
    [one] Hay una cosa para repasar.
   *[other] Hay { $count } cosas para repasar.
  }
path-instead-ask = { $count ->
    [one] Una meta está atascada: pide ayuda a un docente, que puede abrir el camino.
   *[other] { $count } metas están atascadas: pide ayuda a un docente, que puede abrir el camino.
  }
path-instead-more = { $count ->
    [one] Todas las metas están logradas. Se puede empezar una cosa más.
   *[other] Todas las metas están logradas. Se pueden empezar { $count } cosas más.
  }
path-instead-choose = { $count ->
    [one] Todavía no hay metas. Se puede empezar una cosa.
   *[other] Todavía no hay metas. Se pueden empezar { $count } cosas: elige una o fija una meta.
  }
path-instead-everything = Aquí todo está logrado. Pide a un docente la próxima meta.
path-learn = Nuevo
path-review = Para repasar
path-pick = Elegir
path-picked = Elegido
path-put-back = Dejar
path-more = Todo lo que se puede empezar ahora
path-beyond = Más allá de las metas
path-why-pinned = { $name } lo puso primero: { $reason }
path-why-sent-back = { $name } pide trabajarlo otra vez: { $reason }
path-why-chosen = Elegido: { $day }.
path-why-fades = Se olvida si no se repasa a más tardar: { $day }.
path-why-faded = Había que repasarlo a más tardar: { $day }. Se está olvidando.
path-why-opens = { $count ->
    [one] Abre otro paso.
   *[other] Abre otros { $count } pasos.
  }
path-why-needed = Hace falta para «{ $title }».
path-why-needed-by = Hace falta para «{ $title }», a más tardar: { $day }.
path-why-named = Es parte de «{ $title }».
path-why-named-by = Es parte de «{ $title }», que hay que lograr a más tardar: { $day }.
path-why-liked = Tiene que ver con { $word }.
path-why-begun = { $count ->
    [one] Empezado: un trabajo hasta ahora.
   *[other] Empezado: { $count } trabajos hasta ahora.
  }
path-why-since = Se puede empezar desde: { $day }.
path-why-nothing-before = No hace falta nada antes.
path-why-despite = Todavía sin lograr antes: { $titles }.
path-why-passed = Quedó fuera antes: { $titles }.
path-why-assumed = Se da por sabido antes: { $titles }.
path-why-unsure = «{ $title }» va antes y todavía no está del todo firme.
path-goals = Metas
path-goal-begun = Lo que se empezó
path-goal-reached = { $reached } de { $total } logrados
path-goal-until = hasta: { $day }
path-goal-end = Terminar esta meta
path-goal-none = Todavía no hay metas.
path-goal-new = Fijar una meta
path-goal-title = Nombre (si quieres)
path-goal-what = Qué lograr
path-goal-due = Para qué día (si quieres)
path-goal-set = Fijar la meta
path-goal-band = Grados de una materia
path-goal-floor = Desde el grado
path-goal-ceiling = hasta el grado
path-no-way = A lo que no lleva ningún camino
path-stuck-outside = «{ $title }» ya no se enseña aquí.
path-stuck-missing = «{ $title }» necesita algo que no está aquí.
path-stuck-circle = Estos se esperan unos a otros: { $titles }. Un docente puede abrir el camino.
path-blocked = Espera a { $titles }.
path-way = El paso más cercano: { $title }.
path-map = El mapa entero
path-map-about = Cada paso y dónde está. Sigue un paso para leer más.
path-picture = Dibujo
path-list = Lista
path-stage-done = Logrado
path-stage-ready = Listo
path-stage-next = Sigue
path-stage-later = Más tarde
path-stage-skipped = Fuera
path-like = Lo que te gusta
path-like-about = Palabras como música o animales, separadas por comas. Los pasos que tienen que ver con ellas vienen un poco antes.
path-like-save = Guardar
path-if = ¿Qué haría falta?
path-if-by = Para qué día
path-if-missing = { $count ->
    [0] Todo lo de «{ $title }» está logrado.
    [one] Falta un paso para «{ $title }».
   *[other] Faltan { $count } pasos para «{ $title }».
  }
path-if-hours = Son unas { $middle } horas, lo más probable entre { $low } y { $high }.
path-if-week = Para llegar a tiempo ({ $day }): unos { $count } por semana.
path-if-recent = { $count ->
    [0] En las últimas { $weeks } semanas no se logró nada nuevo.
    [one] En las últimas { $weeks } semanas se logró un paso.
   *[other] En las últimas { $weeks } semanas se lograron { $count } pasos.
  }
path-if-likely = A este ritmo se llega a tiempo.
path-if-uncertain = A este ritmo puede ser justo.
path-if-unlikely = A este ritmo el día es demasiado pronto. Ayudaría un día más tarde o más tiempo cada semana.
path-if-stuck = { $count ->
    [one] A uno de ellos no lleva todavía ningún camino: pide ayuda a un docente.
   *[other] A { $count } de ellos no lleva todavía ningún camino: pide ayuda a un docente.
  }
record-goals = Metas
record-goals-about = Lo que se quiere lograr, quién lo fijó y cuándo.
record-goal = Meta
record-set-by = Fijada por
record-set-at = Fijada
record-goal-due = Para
record-directives = Lo que los docentes dispusieron en el camino
record-directives-about = Lo que se puso primero, se dejó fuera o se pidió otra vez, con su motivo.
record-directive = Qué
record-choices = Lo que se eligió y lo que gusta
record-choices-about = Lo que se eligió para trabajar y lo que gusta.
record-picked = Elegido
said-directive = { $code ->
    [pin] puesto primero
    [skip] dejado fuera
    [send-back] pedido otra vez
   *[other] { $word }
  }
