# Lo que leen las y los estudiantes sobre sí mismos.

## Lo que sé hacer
page-can-do = Lo que sé hacer
summary-beginning = Este es el comienzo: la primera meta es la que más tarda.
summary = Has logrado { $reached } de { $targets } metas.
summary-newest = Has logrado { $reached } de { $targets } metas. La más reciente es «{ $title }».
nothing-yet = Todavía no hay nada aquí. Pronto se elegirán tus primeras metas en clase.
strand-reached = { $reached } de { $total } logradas
can = Ya sé
working-on = Estoy trabajando en
next = Lo que sigue
next-all = Aquí ya está todo logrado.
next-go-on = Sigue con lo que tienes en marcha.
next-ready = Ya puedes empezar con esta.
next-opens = { $count ->
    [one] Abre camino a una meta más.
   *[other] Abre camino a { $count } metas más.
  }
history = Cómo ha ido

## Por qué
no-tries = Todavía no hay intentos. No es mala señal: solo quiere decir que nadie lo ha mirado aún.
can-do-this = Ya sabes hacer esto.
on-the-way = Vas por buen camino.
not-enough = Todavía no hay suficiente trabajo tuyo para saberlo.
teacher-will-look = En la escuela van a mirar todo tu trabajo junto.
level-so-far = Tu nivel por ahora: { $level }.
teacher-decided = Lo decidió tu maestra o tu maestro. La razón: { $reason }
looks-at = { $count ->
    [one] Se mira un trabajo tuyo. Fecha: { $day }.
   *[other] Se miran { $count } trabajos tuyos. El más reciente: { $day }.
  }
moved-up = Tu trabajo más nuevo te hizo avanzar.
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
keep-going = Cada nuevo intento te puede acercar.
more-answers = Con algunas respuestas más quedará claro.
show-with = { $count ->
    [one] Lo puedes demostrar con un trabajo más de nivel { $level } o mejor.
   *[other] Lo puedes demostrar con { $count } trabajos más de nivel { $level } o mejor.
  }

## Para cuándo
pace-ahead = Vas adelante en { $class }.
pace-on-pace = Vas a buen ritmo en { $class }.
pace-behind = Vas un poco detrás de las fechas en { $class }. Puedes pedir en la escuela que hagan un plan nuevo contigo.
pace-finished = Ya lograste todo en { $class }.
pace-no-line = Trabajas sin fechas en { $class }.
pace-finish = A esta velocidad terminarás alrededor de esta fecha: { $day }; lo más probable es entre { $early } y { $late }.
pace-finish-open = A esta velocidad terminarás alrededor de esta fecha: { $day }, no antes de { $early }; puede que necesites más que este año escolar.
pace-finish-beyond = A esta velocidad necesitarás más tiempo que este año escolar.
