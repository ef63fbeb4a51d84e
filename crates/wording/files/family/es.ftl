# Lo que leen las familias sobre sus hijas e hijos. Con calidez y con verdad: de lo que no se sabe no se
# dice que falta.

## Mis hijos
your-child = Su hija o hijo
your-children = Sus hijos
nobody-yet = Todavía no sabemos de quién es usted familia.
nobody-yet-advice = Pida en la oficina de la escuela que conecten su acceso con su hija o hijo. Su acceso funciona bien.
grade = Grado { $grade }
one-thing-helps = Una cosa que ayuda
all-targets = Todas las metas
of-child = de { $name }
as-family = Como lo ve la familia

## Tres frases y una cosa que ayuda
told-nothing = En la escuela de { $name } todavía no se han compartido resultados.
told-nothing-usual = Es normal en las primeras semanas.
told-nothing-soon = Los verá aquí en cuanto los haya.
told-all = { $targets ->
    [one] { $name } ya logró la única meta de este periodo.
   *[other] { $name } ya logró las { $targets } metas de este periodo.
  }
told-started = { $targets ->
    [one] { $name } ya empezó con la única meta de este periodo.
   *[other] { $name } ya empezó con { $started } de las { $targets } metas de este periodo.
  }
told-some = { $name } ya logró { $reached } de las { $targets } metas de este periodo.
told-newest = La más reciente es «{ $title }».
told-first = La primera es la que más tarda; es normal.
told-working = Ahora toca trabajar en «{ $title }».
told-next = Después viene «{ $title }».
told-waiting = Por el momento no hay nada pendiente.
help-interesting = Pregúntele a { $name } qué fue lo más interesante de la clase esta semana.
help-explain = Pídale a { $name } que le explique «{ $title }» como si usted nunca hubiera oído hablar de eso: contárselo a alguien es la mejor práctica.
help-useful = Busquen juntos algo en casa para lo que sirva «{ $title }» y deje que { $name } se lo enseñe.
help-proud = Deje que { $name } le enseñe algo que le dé orgullo.

## Lo que sabe hacer
page-can-do = Lo que { $name } sabe hacer
summary-beginning = Este es el comienzo: la primera meta es la que más tarda.
summary = { $name } ha logrado { $reached } de { $targets } metas.
summary-newest = { $name } ha logrado { $reached } de { $targets } metas. La más reciente es «{ $title }».
nothing-yet = Todavía no hay nada aquí. Pronto se elegirán las primeras metas en clase.
strand-reached = { $reached } de { $total } logradas
can = Ya sabe
working-on = Está trabajando en
next = Lo que sigue
next-all = Aquí ya está todo logrado.
next-go-on = Sigue con lo que está en marcha.
next-ready = Ya se puede empezar.
next-opens = { $count ->
    [one] Abre camino a una meta más.
   *[other] Abre camino a { $count } metas más.
  }
history = Cómo ha ido

## Por qué
no-tries = Todavía no hay intentos. No es mala señal: solo quiere decir que nadie lo ha mirado aún.
can-do-this = Su hija o hijo ya sabe hacer esto.
on-the-way = Su hija o hijo va por buen camino.
not-enough = Todavía no hay suficiente trabajo para saberlo. No es motivo de preocupación.
teacher-will-look = En la escuela van a mirar todo el trabajo junto.
level-so-far = El nivel por ahora: { $level }.
teacher-decided = Se decidió en la escuela. La razón: { $reason }
looks-at = { $count ->
    [one] Se mira un trabajo de su hija o hijo. Fecha: { $day }.
   *[other] Se miran { $count } trabajos de su hija o hijo. El más reciente: { $day }.
  }
moved-up = El trabajo más nuevo fue un avance.
left-out-too-old = { $count ->
    [one] Un trabajo no se toma en cuenta: es de hace demasiado tiempo.
   *[other] { $count } trabajos no se toman en cuenta: son de hace demasiado tiempo.
  }
left-out-excused = { $count ->
    [one] Un trabajo no se toma en cuenta: quedó dispensado.
   *[other] { $count } trabajos no se toman en cuenta: quedaron dispensados.
  }
left-out-mistake = { $count ->
    [one] Un trabajo no se toma en cuenta: se anotó por error.
   *[other] { $count } trabajos no se toman en cuenta: se anotaron por error.
  }
holds-until = Esto vale hasta: { $day }.
keep-going = Con más trabajo se puede acercar.
more-answers = Con algunas respuestas más quedará claro.
show-with = { $count ->
    [one] Se puede demostrar con un trabajo más de nivel { $level } o mejor.
   *[other] Se puede demostrar con { $count } trabajos más de nivel { $level } o mejor.
  }

## El informe en papel
report = Informe para imprimir
report-title = Cómo va { $name }
report-day = Fecha: { $day }
report-for = Para { $name }
report-can = { $name } ya sabe hacer esto
report-working = { $name } está trabajando en esto
report-next = Esto es lo que sigue
report-more = { $count ->
    [one] y una más
   *[other] y { $count } más
  }
report-teachers = ¿Preguntas? Hable con la escuela: { $teachers }.
report-code = Vea más en su teléfono
report-code-how = Apunte la cámara de su teléfono al cuadro. No necesita correo electrónico ni contraseña.
report-code-until = El cuadro abre la página de { $name } hasta esta fecha: { $day }. Guárdelo como guarda una llave.
report-print-how = Imprima esta página desde su navegador o guárdela como archivo.

## Avisos por correo electrónico. No puede haber en ellos nada del expediente: cualquiera podría leerlos.
mail-subject = Novedades sobre el aprendizaje de su hija o hijo
mail-hello = Hola, { $name }:
mail-news = Hay novedades sobre el aprendizaje de su hija o hijo. Entre para leerlas:
mail-no-details = Para cuidar la privacidad de su familia, este correo no dice nada más.
mail-stop = Para recibir estos correos más o menos seguido, o dejar de recibirlos, entre y elija «Avisos».

## Cada cuánto llegan los avisos
notices-how = Le escribimos cuando hay novedades sobre el aprendizaje de su hija o hijo. El correo mismo no cuenta nada de ellas.
notices-to = Los enviamos a { $address }.
notices-no-address = No tenemos su correo electrónico. Pida en la oficina de la escuela que lo agreguen, o use el código de un informe impreso.
notices-often = Cada cuánto
notices-daily = Una vez al día, como máximo
notices-weekly = Una vez a la semana, como máximo
notices-never = Nunca
notices-save = Guardar
notices-saved = Guardado.

## Para cuándo
pace-ahead = { $name } va adelante en { $class }.
pace-on-pace = { $name } va a buen ritmo en { $class }.
pace-behind = { $name } va un poco detrás de las fechas en { $class }. La escuela puede ayudar con un plan nuevo.
pace-finished = { $name } ya logró todo en { $class }.
pace-no-line = { $name } trabaja sin fechas en { $class }.
pace-finish = A esta velocidad, { $name } terminará alrededor de esta fecha: { $day }; lo más probable es entre { $early } y { $late }.
pace-finish-open = A esta velocidad, { $name } terminará alrededor de esta fecha: { $day }, no antes de { $early }; puede que necesite más que este año escolar.
pace-finish-beyond = A esta velocidad, { $name } necesitará más tiempo que este año escolar.
