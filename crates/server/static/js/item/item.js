// Everything that makes an item easier to answer. Without it the form of the item answers all the same.
import "./choice.js";
import "./text.js";
import "./symbols.js";
import "./order.js";
import "./gaps.js";
import "./stage.js";
import "./points.js";
import "./slider.js";
import "./media.js";
import "./drawing.js";
