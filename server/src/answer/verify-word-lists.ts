/** Words without content of their own; negators, quantifiers and comparison words are read by rules of their own. */
export const FUNCTION_WORDS =
  'a an the this that these those it its they them their there here he she his her we us our i me my you your one ones ' +
  'of to in on at by for with from as into onto within upon over about through per via between among across against ' +
  'toward towards and or but nor so yet while whereas although though because since if when where who whom whose which ' +
  'what why how than then is are was were be been being am do does did done doing has have had having will would shall ' +
  'should can could may might must ought not no never neither none nothing without cannot only just merely solely also too ' +
  'even still very quite rather such same other others another each every all any both some most more less many much few ' +
  'several own once again already however therefore thus hence moreover furthermore instead unlike like whether until ' +
  'unless except out up down off back away always usually typically often sometimes ever generally mostly mainly mostly really ' +
  'simply actually basically essentially exactly roughly approximately nearly almost about around etc eg ie get gets got ' +
  'whatever whichever first second third last before after during under above below let lets thing things way ways s t';

/** Words that carry little: a paraphrase may add or drop them freely. */
export const GENERIC_WORDS =
  'use used uses using make makes made making take takes taken give gives given need needs needed help helps helped allow ' +
  'provides allows provide means work works working called calls wants wanted contains includes happened example instance case cases kind type sort approach technique ' +
  'method possible able want call called contain include come comes become becomes happen happens ' +
  'remain stay stays result results cause causes lead leads due well good better best certain ' +
  'important useful common commonly specific particular different various part value values data code whole entire ' +
  'full itself themselves respectively directly automatically thereby regardless matter point fact role end ends ' +
  'ensure ensures achieve perform performs serve act apply time times step set sets item object';

/** Words that may stand for each other in a claim, a group per entry; the first names the group. */
export const SYNONYMS = [
  'use utilise utilize employ rely apply',
  'create build built construct generate produce make form yield yields give gives gave given return returns emit',
  'remove delete drop discard strip eliminate',
  'fast quick rapid speedy speed speeds sped accelerate',
  'slow sluggish slowdown',
  'increase raise raises raised grow grows grew rise rises rose risen up higher improve',
  'decrease reduce lower lowers lowered shrink shrinks cut fall falls fell fallen decline diminish drops',
  'large big huge bigger great larger enlarge',
  'small tiny little smaller compact shrunk',
  'memory ram',
  'start begin launch initiate',
  'finish end terminate',
  'stop halt cease',
  'allow permit enable let admit',
  'forbid disallow prohibit',
  'prevent avoid preclude',
  'change modify alter mutate update edit',
  'keep retain preserve maintain hold holds held store stores kept',
  'find found locate discover detect',
  'lookup lookups',
  'search searching scan',
  'need require demand',
  'show display reveal indicate',
  'several multiple many various',
  'error mistake fault',
  'exception',
  'function callable routine',
  'dictionary dict dictionaries',
  'parameter argument hyperparameter',
  'attribute property',
  'identical same equal',
  'different distinct another other differ',
  'important crucial vital essential key',
  'expensive costly costlier',
  'cheap inexpensive cheaper',
  'choose select pick chosen chose',
  'combine merge concatenate concat join joins joining',
  'split divide partition separate',
  'sequential serial successive consecutive sequentially',
  'parallel concurrent simultaneous simultaneously',
  'lazy lazily demand',
  'eager eagerly',
  'twice double doubled',
  'average mean averages',
  'probability likelihood likely probable chance',
  'forecast predict prediction',
  'method function',
  'convert transform turn map translate',
  'measure quantify',
  'compute calculate evaluate',
  'reach attain achieve',
  'send transmit',
  'receive accept get obtain',
  'repeat redo rerun',
  'execute run runs ran running',
  'contain include comprise hold',
  'main chief primary chiefly mainly',
  'copy duplicate copies',
  'share shared sharing common',
  'unique distinct',
  'weight coefficient',
  'feature column variable predictor',
  'row record sample observation example',
  'model estimator',
  'train training fit fits fitted',
  'inference prediction serving',
  'test evaluate',
  'default standard',
  'limit cap bound restrict threshold capped',
  'mitigate ease alleviate lessen',
  'worsen aggravate exacerbate',
  'refer reference point',
  'override overwrite replace substitute',
  'mini minibatch',
  'guarantee ensure assure guaranteed',
  'compare contrast comparison',
  'wrap enclose surround enclosing',
  'occur arise happen appear',
  'exist present',
  'empty blank',
  'entire whole complete full',
  'problem issue trouble difficulty',
  'benefit advantage',
  'drawback disadvantage downside',
  'suit suitable fit good',
  'safe secure safely',
  'insecure unsafe dangerous',
  'correct right accurate',
  'wrong incorrect false',
  'distinguish differentiate',
  'fail fails failed failing failure',
  'freeze frozen freezes',
  'assign allocate',
  'identify recognise recognize',
  'initialise initialize init',
  'close closed closes',
  'automatic automatically',
  'group groups grouping cluster',
  'frequency frequent often frequently',
  'connect link',
  'previous prior earlier',
  'next following subsequent',
  'request requests query',
  'throw raise thrown',
  'sensitive susceptible vulnerable',
  'handle deal manage',
  'near close nearby',
  'iterate loop traverse',
  'append push',
  'obtain acquire',
  'independent independently',
  'constant fixed',
  'linear linearly',
  'repeat repeated repeating',
  'sequence order',
  'dense compact',
  'check verify test checking',
  'gradient derivative',
  'expand grow',
  'simple easy',
  'complex complicated',
  'thread threads',
];

/** Opposites: a claim that says the one where the source says the other contradicts it. */
export const ANTONYMS = [
  'once several,once many,once repeatedly,runtime compile',
  'mutable immutable,increase decrease,fast slow,large small,high low,shallow deep,more less,more fewer,many few',
  'lazy eager,before after,first last,earlier later,above below,over under,inside outside,within outside,left right',
  'top bottom,front back,start finish,add remove,insert remove,include exclude,include remove,open close,enable disable',
  'allow forbid,allow prevent,allow deny,cause prevent,create prevent,create destroy,best worst,better worse,easy hard',
  'easy difficult,simple complex,cheap expensive,safe insecure,correct wrong,true false,positive negative',
  'same different,identical different,equal different,maximum minimum,max min,maximise minimise,maximize minimize',
  'synchronous asynchronous,sync async,static dynamic,strong weak,strict loose,local global,public private',
  'internal external,explicit implicit,sequential parallel,supervised unsupervised,labelled unlabelled,labeled unlabeled',
  'overfit underfit,overfitting underfitting,converge diverge,encode decode,encoder decoder,compress decompress',
  'encrypt decrypt,serialise deserialise,serialize deserialize,pack unpack,push pop,lock unlock,read write,reads writes',
  'input output,client server,row column,horizontal vertical,sparse dense,continuous discrete,categorical numerical',
  'stateful stateless,hashable unhashable,ordered unordered,sorted unsorted,stable unstable,balanced imbalanced',
  'biased unbiased,visible hidden,known unknown,upper lower,ascending descending,forward backward,upstream downstream',
  'online offline,manual automatic,temporary permanent,single multiple,single many,unique duplicate,broad narrow',
  'broadly narrowly,wide narrow,long short,longer shorter,near far,close far,keep lose,keep discard,keep change,keep remove',
  'keep destroy,gain lose,win lose,succeed fail,accept reject,include omit,mitigate worsen,improve worsen,ignore account',
  'ignore consider,depend ignore,sensitive robust,sensitive insensitive,trusted untrusted,linear nonlinear',
  'linear exponential,linear quadratic,constant linear,logical physical,majority minority,old new,most least,heavy light',
  'heavier lighter,hot cold,active inactive,valid invalid,direct indirect,regular irregular,finite infinite,even odd',
  'blocking nonblocking,lossy lossless,raw processed,vanishing exploding,always never,everything nothing,all none',
  'parent child,base derived,superclass subclass,inner outer,training inference,train test,bias variance',
  'precision recall,numerator denominator,success failure,rare common,presence absence,independent dependent',
  'correlated uncorrelated,normal abnormal,full empty,loud quiet,rich poor,smooth rough,unsafe safe,freeze unfreeze',
  'import export,load save,attach detach,mount unmount,join split,merge split,expand collapse,up down,warm cold',
  'eager deferred,optional mandatory,optional required,frequent infrequent,homogeneous heterogeneous,either both',
  'similar different,similar dissimilar,alike different,own same,own shared,within across,between within,always rarely,other same,another same',
  'distributed centralised,distributed centralized,parametric nonparametric,deterministic random,deterministic stochastic',
];

/** Things of one family: where the source speaks of one, a claim about another is a different claim. */
export const RIVALS = [
  'list tuple set dictionary array string',
  'thread process coroutine',
  'class instance module package',
  'mean median mode',
  'cpu gpu tpu',
  'loc iloc at iat',
  'append extend insert',
  'merge join concat append',
  'sigmoid softmax relu tanh gelu',
  'sgd adam rmsprop adagrad adamw momentum',
  'mse rmse mae mape',
  'lasso ridge elasticnet',
  'l1 l2 l0',
  'bagging boosting stacking',
  'lstm gru rnn transformer cnn',
  'accuracy precision recall f1 auc',
  'weight activation gradient bias loss',
  'inner outer left right cross',
  'get put post patch delete',
  'train validation test',
  'pca lda svd ica',
  'knn kmeans dbscan',
  'utf-8 ascii latin-1 utf-16',
  'json yaml xml csv parquet',
  'mutex semaphore',
  'stack queue heap tree graph',
  'epoch step batch',
  'read write execute',
  'staticmethod classmethod property',
  'where having',
  'numpy pandas pytorch tensorflow keras sklearn scikit-learn jax',
  'euclidean manhattan cosine',
  'encoder decoder',
  'source target',
  'rows columns',
  'linked dynamic',
  'mysql postgresql sqlite mongodb redis',
  'exponential linear quadratic logarithmic constant cubic',
  'value identity type reference',
];

/** Verbs by which a clause is told from a mere phrase, and its subject from what is said of it. */
export const VERBS =
  'use create remove increase decrease start finish stop allow prevent change keep find need show choose combine split ' +
  'convert measure compute reach send receive repeat execute contain copy share train mitigate worsen refer override wrap ' +
  'occur fail assign identify initialise close handle iterate append obtain check expand add take make give get run call ' +
  'return hold cost perform work become remain cause lead help avoid ignore depend scale shrink drive set turn update ' +
  'store test build read write load save map sort filter group sum count match select insert delete compare raise catch ' +
  'inherit implement define declare import export pass mutate rebind copy move push pop merge join fit predict learn ' +
  'estimate sample draw regularise penalise normalise standardise minimise maximise optimise converge diverge overfit ' +
  'underfit generalise improve hurt slow speed require assume expect produce generate yield serve act apply replace swap ' +
  'enter leave admit let protect guarantee preserve lose gain win beat exceed lag elect rewrite share collapse project ' +
  'limit clip freeze cache evict expire retry block wait delay schedule fork spawn kill exit return print log trace feed ' +
  'multiply divide subtract average rank score weight label classify cluster detect reveal hide mask encode decode embed ' +
  'attend mean say tell know see want try consider treat suit determine control manage govern affect influence encapsulate ' +
  'lower raise rise fall reduce grow decrease boost enlarge halve double disable prevent ignore lack lose stop fail refuse compile parse render fetch send publish subscribe consume commit rollback roll deploy monitor';
